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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.concurrent.FutureCallback;
import org.eclipse.jetty.client.Request;
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
    },
    APACHE_4 {
        @Override
        String call(URI uri, String... headers) throws Exception {
            return CLASSIC_4.execute(
                    get4(uri, headers), response -> org.apache.http.util.EntityUtils.toString(response.getEntity()));
        }
    },
    APACHE_4_ASYNC {
        @Override
        String call(URI uri, String... headers) throws Exception {
            Answer4 answer = new Answer4();
            Future<org.apache.http.HttpResponse> unused = ASYNC_4.execute(get4(uri, headers), answer);
            return org.apache.http.util.EntityUtils.toString(answer.get().getEntity());
        }
    },
    JETTY {
        @Override
        String call(URI uri, String... headers) throws Exception {
            Request request = JETTY_CLIENT.newRequest(uri);
            request.headers(fields -> {
                for (int i = 0; i < headers.length; i += 2) {
                    fields.put(headers[i], headers[i + 1]);
                }
            });
            return request.send().getContentAsString();
        }
    },
    NETTY {
        @Override
        String call(URI uri, String... headers) throws Exception {
            return NETTY_CLIENT.call(uri, headers);
        }
    };

    private static final HttpClient JDK =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private static final NettyCaller NETTY_CLIENT = new NettyCaller();
    private static final CloseableHttpClient CLASSIC = HttpClients.createDefault();
    private static final CloseableHttpAsyncClient ASYNC = HttpAsyncClients.createDefault();
    private static final org.apache.http.impl.client.CloseableHttpClient CLASSIC_4 =
            org.apache.http.impl.client.HttpClients.createDefault();
    private static final org.apache.http.impl.nio.client.CloseableHttpAsyncClient ASYNC_4 =
            org.apache.http.impl.nio.client.HttpAsyncClients.createDefault();
    private static final org.eclipse.jetty.client.HttpClient JETTY_CLIENT = new org.eclipse.jetty.client.HttpClient();

    static {
        // What the library logs while it is called would be events of the caller, too.
        ((Logger) LoggerFactory.getLogger("org.apache.hc")).setLevel(Level.WARN);
        ((Logger) LoggerFactory.getLogger("org.eclipse.jetty")).setLevel(Level.WARN);
        ASYNC.start();
        ASYNC_4.start();
        try {
            JETTY_CLIENT.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Answer4 extends CompletableFuture<org.apache.http.HttpResponse>
            implements FutureCallback<org.apache.http.HttpResponse> {
        @Override
        public void completed(org.apache.http.HttpResponse response) {
            complete(response);
        }

        @Override
        public void failed(Exception failure) {
            completeExceptionally(failure);
        }

        @Override
        public void cancelled() {
            cancel(false);
        }
    }

    /** Sends a GET request with some headers, names and values in turn; follows redirects; the body of the answer. */
    abstract String call(URI uri, String... headers) throws Exception;

    private static HttpGet get4(URI uri, String... headers) {
        HttpGet request = new HttpGet(uri);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static HttpRequest request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }
}
