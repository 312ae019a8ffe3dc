package dev.whence.libraries;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@SuppressWarnings("FutureReturnValueIgnored")
final class ArmeriaHttp implements Library {
    @Override
    public void measure(Session session) {
        Server server = Server.builder()
                .http(0)
                .service("/{id}", (context, request) -> answer(context))
                .build();
        server.start().join();
        session.of("Armeria", WebClient.class)
                .row(
                        "get",
                        List.of("callback", "server"),
                        () -> WebClient.of("http://localhost:" + server.activeLocalPort()),
                        (client, operation) ->
                                client.get("/" + operation.id()).aggregate().thenRun(() -> operation.seen("callback")));
    }

    private static HttpResponse answer(ServiceRequestContext context) {
        Operation operation = Operation.of(context.pathParam("id"));
        operation.seen("server");
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        operation.whenAllStarted(() -> response.complete(HttpResponse.of("")));
        return HttpResponse.of(response);
    }
}
