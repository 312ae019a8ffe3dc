package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A callback of Apache HttpAsyncClient 4 runs in the correlation of the code that made the call. */
class ApacheAsyncClientBehaviour {
    @AutoClose
    private final HttpPeer peer = new HttpPeer();

    private final Seen seen = new Seen();

    ApacheAsyncClientBehaviour() throws IOException {}

    private final class Noting implements FutureCallback<HttpResponse> {
        @Override
        public void completed(HttpResponse response) {
            seen.note("completed " + Vocabulary.id());
        }

        @Override
        public void failed(Exception failure) {
            seen.note("failed " + Vocabulary.id());
        }

        @Override
        public void cancelled() {}
    }

    @DisplayName("calls that wait for a connection, and calls that fail, have each its own")
    @Test
    void calls() throws Exception {
        Gate answered = new Gate();
        peer.answer("/slow", exchange -> {
            answered.pass();
            HttpPeer.reply(exchange, 200);
        });
        peer.answer("/broken", exchange -> exchange.close());
        try (CloseableHttpAsyncClient client =
                HttpAsyncClientBuilder.create().setMaxConnPerRoute(1).build()) {
            in("X", client::start);
            in("A", () -> client.execute(new HttpGet(peer.uri("/slow")), new Noting()));
            in("B", () -> client.execute(new HttpGet(peer.uri("/")), new Noting()));
            elsewhere("", () -> client.execute(new HttpGet(peer.uri("/")), new Noting()));
            in("C", () -> client.execute(new HttpGet(peer.uri("/broken")), new Noting()));
            answered.open();
            assertThat(seen.next(4)).containsExactly("completed A", "completed B", "completed ", "failed C");
        }
    }
}
