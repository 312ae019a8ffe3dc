package dev.whence.catalogue.httppool;

import com.sun.net.httpserver.HttpServer;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
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

/** The program without the bug. */
final class Mended {
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
        new Mended().show(new HttpHost("localhost", supplier.getAddress().getPort()));
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
        try (ClassicHttpResponse response = client.executeOpen(supplier, new HttpGet("/" + article), null)) {
            String text = EntityUtils.toString(response.getEntity());
            return response.getCode() == 200 ? text : "not available";
        }
    }
}
