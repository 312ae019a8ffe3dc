package dev.whence.agent.attached;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.slf4j.LoggerFactory;

/** A way to call another process by HTTP, and wait for its answer. */
enum HttpCaller {
    HTTP_CLIENT {
        @Override
        String call(URI uri, String... headers) throws Exception {
            return JDK.send(request(uri, headers), BodyHandlers.ofString()).body();
        }
    },
    HTTP_CLIENT_ASYNC {
        @Override
        String call(URI uri, String... headers) throws Exception {
            return JDK.sendAsync(request(uri, headers), BodyHandlers.ofString())
                    .get()
                    .body();
        }
    },
    URL_CONNECTION {
        @Override
        String call(URI uri, String... headers) throws Exception {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            for (int i = 0; i < headers.length; i += 2) {
                connection.setRequestProperty(headers[i], headers[i + 1]);
            }
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    },
    APACHE {
        @Override
        String call(URI uri, String... headers) throws Exception {
            ClassicRequestBuilder request = ClassicRequestBuilder.get(uri);
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            return CLASSIC.execute(request.build(), response -> EntityUtils.toString(response.getEntity()));
        }
    },
    APACHE_ASYNC {
        @Override
        String call(URI uri, String... headers) throws Exception {
            SimpleRequestBuilder request = SimpleRequestBuilder.get(uri);
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            return ASYNC.execute(request.build(), null).get().getBodyText();
        }
    };

    private static final HttpClient JDK =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final CloseableHttpClient CLASSIC = HttpClients.createDefault();
    private static final CloseableHttpAsyncClient ASYNC = HttpAsyncClients.createDefault();

    static {
        // What the library logs while it is called would be events of the caller, too.
        ((Logger) LoggerFactory.getLogger("org.apache.hc")).setLevel(Level.WARN);
        ASYNC.start();
    }

    /** Sends a GET request with some headers, names and values in turn; follows redirects; the body of the answer. */
    abstract String call(URI uri, String... headers) throws Exception;

    private static HttpRequest request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }
}
