package dev.whence.catalogue.httppool;

import com.sun.net.httpserver.HttpServer;
import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;

@Bug(
        title = "A response that is not closed, and a pool of connections that is empty",
        kind = Kind.WAITS,
        source = "https://github.com/apache/helix/issues/1471",
        story = "A client gets its connections from a pool. A response that is not closed keeps its connection. "
                + "Here this is so whenever the supplier answers with an error. After two such answers the next "
                + "request waits, for minutes or for ever.",
        mend = "Each response is closed.",
        tool = Tool.DUMP,
        sign = "Broken.stock",
        symptom = "chair: no answer",
        ask = "--stacks")
final class Broken {
    private final ExecutorService web = Executors.newFixedThreadPool(1, Threads.named("web"));
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(2)
                    .build())
            .build();

    public static void main(String[] args) throws Exception {
        HttpServer supplier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        supplier.createContext("/", exchange -> {
            byte[] answer = "we do not sell that".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        supplier.start();
        new Broken().show(new HttpHost("localhost", supplier.getAddress().getPort()));
        supplier.stop(0);
    }

    private void show(HttpHost supplier) throws Exception {
        for (String article : List.of("lamp", "desk", "chair")) {
            Future<String> page = web.submit(() -> stock(supplier, article));
            Customer.asks(article, page);
        }
        web.shutdown();
    }

    private String stock(HttpHost supplier, String article) throws IOException, HttpException {
        ClassicHttpResponse response = client.executeOpen(supplier, new HttpGet("/" + article), null); // the bug
        if (response.getCode() != 200) {
            return "not available";
        }
        try (response) {
            return EntityUtils.toString(response.getEntity());
        }
    }
}
