package dev.whence.libraries;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.context.event.HttpRequestReceivedEvent;
import io.micronaut.runtime.server.EmbeddedServer;
import io.undertow.Undertow;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Servers without servlets. The client is the JDK's, whose requests carry the ID. */
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpServers implements Library {
    @Override
    public void measure(Session session) throws Exception {
        measure(session.of("Vert.x HTTP server", Vertx.class), vertx());
        measure(session.of("Undertow handler", Undertow.class), undertow());
        measure(session.of("reactor-netty server", reactor.netty.http.server.HttpServer.class), reactorNetty());
        measure(session.of("Armeria server", Server.class), armeria());
        measure(session.of("Micronaut server", HttpRequestReceivedEvent.class), micronaut());
    }

    /** Measures the server at a port, which notes the path of each request. */
    static void measure(Rows rows, int port) {
        rows.row(
                "request",
                HttpClient::newHttpClient,
                (client, operation) -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/" + operation.id()))
                                .build(),
                        BodyHandlers.discarding()));
    }

    private static void note(String path) {
        Operation.of(path.substring(1)).seen();
    }

    private static int vertx() {
        HttpServer server = Vertx.vertx().createHttpServer().requestHandler(request -> {
            note(request.path());
            request.response().end();
        });
        return server.listen(0).toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private static int undertow() {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "localhost", exchange -> note(exchange.getRequestPath()))
                .build();
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    private static int reactorNetty() {
        return reactor.netty.http.server.HttpServer.create()
                .host("localhost")
                .handle((request, response) -> {
                    note(request.uri());
                    return Mono.empty();
                })
                .bindNow()
                .port();
    }

    private static int armeria() {
        Server server = Server.builder()
                .http(0)
                .serviceUnder("/", (context, request) -> {
                    note(context.path());
                    return HttpResponse.of("");
                })
                .build();
        server.start().join();
        return server.activeLocalPort();
    }

    /** It has no routes, which would need an annotation processor, but a listener that hears of each request. */
    private static int micronaut() {
        ApplicationContext context = ApplicationContext.run(Map.of("micronaut.server.port", -1));
        context.registerSingleton(new NotingListener());
        return context.getBean(EmbeddedServer.class).start().getPort();
    }

    private static final class NotingListener implements ApplicationEventListener<HttpRequestReceivedEvent> {
        @Override
        public void onApplicationEvent(HttpRequestReceivedEvent event) {
            note(event.getSource().getPath());
        }
    }
}
