package dev.whence.libraries;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** WebFlux on reactor-netty, and its client. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Spring implements Library {
    private static final List<String> POINTS = List.of("callback", "server");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Override
    public void measure(Session session) {
        DisposableServer server = HttpServer.create()
                .host("localhost")
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes())))
                .bindNow();
        session.of("reactor-netty", HttpClient.class)
                .row("get", POINTS, () -> HttpClient.create().baseUrl(url(server)), Spring::get)
                .row(
                        "get by two connections",
                        POINTS,
                        () -> HttpClient.create(twoConnections()).baseUrl(url(server)),
                        Spring::get);
        session.of("WebFlux, WebClient", WebClient.class)
                .row("get", POINTS, () -> WebClient.create(url(server)), (client, operation) -> client.get()
                        .uri("/" + operation.id())
                        .retrieve()
                        .bodyToMono(String.class)
                        .subscribe(body -> operation.seen("callback")))
                .row(
                        "toFuture",
                        List.of("callback"),
                        () -> WebClient.create(url(server)),
                        (client, operation) -> client.get()
                                .uri("/" + operation.id())
                                .retrieve()
                                .bodyToMono(String.class)
                                .toFuture()
                                .thenRun(() -> operation.seen("callback")));
        session.of("RestClient on reactor-netty", RestClient.class)
                .row(
                        "get",
                        POINTS,
                        () -> restClient(url(server)),
                        (client, operation) -> threads.submit(() -> {
                            client.get().uri("/" + operation.id()).retrieve().body(String.class);
                            operation.seen("callback");
                        }));
        DisposableServer http2 = HttpServer.create()
                .host("localhost")
                .protocol(HttpProtocol.H2C)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes())))
                .bindNow();
        DisposableServer fewStreams = HttpServer.create()
                .host("localhost")
                .protocol(HttpProtocol.H2C)
                .http2Settings(settings -> settings.maxConcurrentStreams(2))
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes())))
                .bindNow();
        session.of("reactor-netty", HttpClient.class)
                .row(
                        "get by HTTP/2",
                        POINTS,
                        () -> HttpClient.create().protocol(HttpProtocol.H2C).baseUrl(url(http2)),
                        Spring::get)
                .row(
                        "get by HTTP/2 with few streams",
                        POINTS,
                        () -> HttpClient.create(oneConnection())
                                .protocol(HttpProtocol.H2C)
                                .baseUrl(url(fewStreams)),
                        Spring::get);
    }

    private static RestClient restClient(String url) {
        return RestClient.builder()
                .baseUrl(url)
                .requestFactory(new ReactorClientHttpRequestFactory())
                .build();
    }

    private static ConnectionProvider twoConnections() {
        return ConnectionProvider.builder("two")
                .maxConnections(2)
                .pendingAcquireMaxCount(-1)
                .build();
    }

    private static ConnectionProvider oneConnection() {
        return ConnectionProvider.builder("one")
                .maxConnections(1)
                .pendingAcquireMaxCount(-1)
                .build();
    }

    private static void get(HttpClient client, Operation operation) {
        client.get()
                .uri("/" + operation.id())
                .responseContent()
                .aggregate()
                .asString()
                .subscribe(body -> operation.seen("callback"));
    }

    private static String url(DisposableServer server) {
        return "http://localhost:" + server.port();
    }

    private static RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route().GET("/{id}", Spring::answer).build();
    }

    private static Mono<ServerResponse> answer(ServerRequest request) {
        Operation operation = Operation.of(request.pathVariable("id"));
        operation.seen("server");
        return Mono.<String>create(sink -> operation.whenAllStarted(() -> sink.success(operation.id())))
                .flatMap(body -> ServerResponse.ok().bodyValue(body));
    }
}
