package dev.whence.libraries;

import java.io.IOException;
import java.util.List;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

final class OkHttp implements Library {
    @Override
    public void measure(Session session) throws Exception {
        EchoServer server = new EchoServer();
        session.of("OkHttp", OkHttpClient.class)
                // A client asks a host 5 times at once. Who is answered starts the next one.
                .row("enqueue", List.of("callback", "server"), OkHttpClient::new, (client, operation) -> client.newCall(
                                request(server, operation))
                        .enqueue(new Noting(operation)));
    }

    private static Request request(EchoServer server, Operation operation) {
        return new Request.Builder().url(server.url(operation)).build();
    }

    private record Noting(Operation operation) implements Callback {
        @Override
        public void onFailure(Call call, IOException e) {
            e.printStackTrace();
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                operation.seen("callback");
            }
        }
    }
}
