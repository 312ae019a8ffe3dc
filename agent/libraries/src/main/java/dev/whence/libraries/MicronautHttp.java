package dev.whence.libraries;

import io.micronaut.http.client.HttpClient;
import java.net.URI;
import java.util.List;
import reactor.core.publisher.Mono;

final class MicronautHttp implements Library {
    @Override
    public void measure(Session session) throws Exception {
        EchoServer server = new EchoServer();
        URI uri = URI.create("http://localhost:" + server.port());
        session.of("Micronaut client", HttpClient.class)
                .row(
                        "retrieve",
                        List.of("callback", "server"),
                        () -> HttpClient.create(uri.toURL()),
                        (client, operation) -> Mono.from(client.retrieve("/" + operation.id()))
                                .subscribe(body -> operation.seen("callback")));
    }
}
