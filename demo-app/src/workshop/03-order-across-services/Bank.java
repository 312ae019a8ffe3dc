import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.whence.demo.workshop.probe.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bank. Each second order is not paid. There is nothing to repair here. */
public class Bank {
    private static final Logger log = LoggerFactory.getLogger(Bank.class);

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String order = path.substring(path.lastIndexOf('/') + 1);
        log.info("asked about {}", order);
        boolean isPaid = !order.matches(".*[02468]");
        log.info(isPaid ? "{} is paid" : "{} is refused", order);
        byte[] answer = (isPaid ? "paid" : "refused").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(4, task -> new Thread(task, "bank"));
        server.setExecutor(threads);
        server.createContext("/", Bank::answer);
        server.start();
        Service.ready(URI.create("http://localhost:" + server.getAddress().getPort() + "/payments/"));
    }
}
