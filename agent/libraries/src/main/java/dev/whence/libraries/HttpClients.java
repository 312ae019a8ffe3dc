package dev.whence.libraries;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.eclipse.jetty.client.HttpClient;

/** Clients for HTTP/1.1, except those that have their own class. */
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpClients implements Library {
    private static final List<String> POINTS = List.of("callback", "server");

    @Override
    public void measure(Session session) throws Exception {
        EchoServer server = new EchoServer();
        session.of("java.net.http", java.net.http.HttpClient.class)
                .row(
                        "sendAsync",
                        POINTS,
                        java.net.http.HttpClient::newHttpClient,
                        (client, operation) -> client.sendAsync(
                                        HttpRequest.newBuilder(URI.create(server.url(operation)))
                                                .build(),
                                        BodyHandlers.ofString())
                                .thenRun(() -> operation.seen("callback")))
                .row(
                        "fromLineSubscriber",
                        List.of("line"),
                        java.net.http.HttpClient::newHttpClient,
                        (client, operation) -> client.sendAsync(
                                HttpRequest.newBuilder(URI.create(server.url(operation)))
                                        .build(),
                                BodyHandlers.fromLineSubscriber(new LineSubscriber(operation))));
        // Bodies of requests and responses, which the program provides and reads bit by bit.
        session.of("java.net.http", java.net.http.HttpClient.class)
                .row(
                        "fromPublisher",
                        List.of("requested"),
                        java.net.http.HttpClient::newHttpClient,
                        (client, operation) -> client.sendAsync(
                                HttpRequest.newBuilder(URI.create(server.url(operation)))
                                        .POST(BodyPublishers.fromPublisher(subscriber ->
                                                subscriber.onSubscribe(new Nothing(subscriber, operation))))
                                        .build(),
                                BodyHandlers.discarding()));
        session.of("Apache HttpClient 5", HttpAsyncClients.class)
                .row(
                        "execute",
                        POINTS,
                        HttpClients::apache5,
                        (client, operation) -> client.execute(
                                SimpleRequestBuilder.get(server.url(operation)).build(),
                                new Apache5Callback<>(operation)));
        session.of("Apache HttpAsyncClient 4", org.apache.http.impl.nio.client.HttpAsyncClients.class)
                .row(
                        "execute",
                        POINTS,
                        HttpClients::apache4,
                        (client, operation) -> client.execute(
                                new org.apache.http.client.methods.HttpGet(server.url(operation)),
                                new Apache4Callback<>(operation)));
        session.of("AsyncHttpClient", AsyncHttpClient.class)
                .row("toCompletableFuture", POINTS, Dsl::asyncHttpClient, (client, operation) -> client.prepareGet(
                                server.url(operation))
                        .execute()
                        .toCompletableFuture()
                        .thenRun(() -> operation.seen("callback")))
                .row("addListener", POINTS, Dsl::asyncHttpClient, (client, operation) -> client.prepareGet(
                                server.url(operation))
                        .execute()
                        .addListener(() -> operation.seen("callback"), null));
        session.of("Jetty client", HttpClient.class)
                .row("send", POINTS, HttpClients::jetty, (client, operation) -> client.newRequest(server.url(operation))
                        .send(result -> operation.seen("callback")));
    }

    private static CloseableHttpAsyncClient apache5() {
        CloseableHttpAsyncClient client = HttpAsyncClients.createDefault();
        client.start();
        return client;
    }

    private static org.apache.http.impl.nio.client.CloseableHttpAsyncClient apache4() {
        var client = org.apache.http.impl.nio.client.HttpAsyncClients.createDefault();
        client.start();
        return client;
    }

    private static HttpClient jetty() throws Exception {
        HttpClient client = new HttpClient();
        client.start();
        return client;
    }

    private record LineSubscriber(Operation operation) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            operation.seen("line");
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
        }

        @Override
        public void onComplete() {}
    }

    /** The subscription to an empty body. */
    private record Nothing(Flow.Subscriber<?> subscriber, Operation operation) implements Flow.Subscription {
        @Override
        public void request(long count) {
            operation.seen("requested");
            subscriber.onComplete();
        }

        @Override
        public void cancel() {}
    }

    private record Apache5Callback<T>(Operation operation) implements org.apache.hc.core5.concurrent.FutureCallback<T> {
        @Override
        public void completed(T result) {
            operation.seen("callback");
        }

        @Override
        public void failed(Exception failure) {
            failure.printStackTrace();
        }

        @Override
        public void cancelled() {}
    }

    private record Apache4Callback<T>(Operation operation) implements org.apache.http.concurrent.FutureCallback<T> {
        @Override
        public void completed(T result) {
            operation.seen("callback");
        }

        @Override
        public void failed(Exception failure) {
            failure.printStackTrace();
        }

        @Override
        public void cancelled() {}
    }
}
