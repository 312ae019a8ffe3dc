package dev.whence.libraries;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.List;

final class VertX implements Library {
    @Override
    public void measure(Session session) throws Exception {
        Rows rows = session.of("Vert.x", Vertx.class)
                .row(
                        "runOnContext",
                        Client::new,
                        (client, operation) -> client.context.runOnContext(ignored -> operation.seen()))
                .row(
                        "setTimer",
                        Client::new,
                        (client, operation) -> client.vertx.setTimer(20, ignored -> operation.seen()))
                .row(
                        "executeBlocking",
                        List.of("blocking", "result"),
                        Client::new,
                        (client, operation) -> client.context
                                .executeBlocking(() -> {
                                    operation.seen("blocking");
                                    operation.awaitAllStarted();
                                    return 1;
                                })
                                .onComplete(result -> operation.seen("result")))
                .row("event bus", List.of("consumer", "reply"), Client::new, (client, operation) -> client.vertx
                        .eventBus()
                        .request("operations", operation.id())
                        .onComplete(result -> operation.seen("reply")));
        EchoServer server = new EchoServer();
        rows.row("HTTP client", List.of("callback", "server"), Client::new, (client, operation) -> client.http
                .request(HttpMethod.GET, server.port(), "localhost", "/" + operation.id())
                .compose(request -> request.send())
                .compose(response -> response.body())
                .onComplete(result -> operation.seen("callback")));
        rows.row("HTTP/2", List.of("callback", "server"), () -> new Http2(100), VertX::get)
                .row("HTTP/2 with few streams", List.of("callback", "server"), () -> new Http2(2), VertX::get)
                .row("future", List.of("onComplete", "onSuccess", "onFailure"), Object::new, (nothing, operation) -> {
                    Promise<String> done = Promise.promise();
                    Promise<String> failed = Promise.promise();
                    done.future().onComplete(result -> operation.seen("onComplete"));
                    done.future().onSuccess(result -> operation.seen("onSuccess"));
                    failed.future().onFailure(failure -> operation.seen("onFailure"));
                    operation.whenAllStarted(() -> {
                        done.complete("done");
                        failed.fail("failed");
                    });
                });
        rows.row(
                "HTTP, pipelined by two connections",
                List.of("connected", "callback", "server", "body", "timer"),
                Pipeline::new,
                Pipeline::send);
    }

    /** A client that does not wait for a response before it sends the next request, and its server. */
    private static final class Pipeline {
        private final Vertx vertx = Vertx.vertx();
        private final HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setPipelining(true), new PoolOptions().setHttp1MaxSize(2));
        private final int port = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();

        void send(Operation operation) {
            client.request(HttpMethod.POST, port, "localhost", "/" + operation.id())
                    .onSuccess(request -> {
                        operation.seen("connected");
                        request.send("body").onSuccess(response -> operation.seen("callback"));
                    });
        }

        private void answer(HttpServerRequest request) {
            Operation operation = Operation.of(request.path().substring(1));
            operation.seen("server");
            request.body().onSuccess(body -> operation.seen("body"));
            vertx.setTimer(1, late -> {
                operation.seen("timer");
                request.response().end();
            });
        }
    }

    private static void get(Http2 client, Operation operation) {
        client.http
                .request(HttpMethod.GET, client.port, "localhost", "/" + operation.id())
                .compose(request -> request.send())
                .compose(response -> response.body())
                .onComplete(result -> operation.seen("callback"));
    }

    /** A client that speaks HTTP/2 from the beginning, and its server. */
    private static final class Http2 {
        private final Vertx vertx = Vertx.vertx();

        final HttpClient http = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

        final int port;

        Http2(long streams) {
            Http2Settings settings = new Http2Settings().setMaxConcurrentStreams(streams);
            port = vertx.createHttpServer(new HttpServerOptions().setInitialSettings(settings))
                    .requestHandler(request -> {
                        Operation operation = Operation.of(request.path().substring(1));
                        operation.seen("server");
                        vertx.setTimer(1, late -> request.response().end());
                    })
                    .listen(0)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
        }
    }

    private static final class Client {
        final Vertx vertx = Vertx.vertx();
        final Context context = vertx.getOrCreateContext();
        final HttpClient http = vertx.createHttpClient();

        Client() {
            vertx.eventBus().<String>consumer("operations", message -> {
                Operation.of(message.body()).seen("consumer");
                message.reply("");
            });
        }
    }
}
