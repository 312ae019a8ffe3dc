package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is particular to the asynchronous Apache HttpClient. */
class ApacheClientBehaviour {
    private final Gate gate = new Gate();
    private final Seen reactor = new Seen();
    private CloseableHttpAsyncClient client;
    private HttpPeer peer;

    @BeforeEach
    void start() throws Exception {
        ((Logger) LoggerFactory.getLogger("org.apache.hc")).setLevel(Level.WARN);
        peer = new HttpPeer();
        peer.answer("/late", exchange -> {
            gate.pass();
            peer.replyWithEvent(exchange);
        });
        client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(1)
                        .build())
                .setIoSessionDecorator(session -> {
                    reactor.here();
                    return session;
                })
                .build();
        in("starter", client::start);
    }

    @AfterEach
    void stop() {
        gate.open();
        client.close(CloseMode.IMMEDIATE);
        peer.close();
    }

    /** Notes what a callback sees. */
    private static final class Callback implements FutureCallback<SimpleHttpResponse> {
        final Seen seen = new Seen();

        @Override
        public void completed(SimpleHttpResponse result) {
            seen.here();
        }

        @Override
        public void failed(Exception ex) {
            seen.here();
        }

        @Override
        public void cancelled() {
            seen.here();
        }
    }

    @DisplayName("callbacks run in the correlation of the call, also if it had to wait for a connection")
    @Test
    void callbacks() throws Exception {
        Callback first = new Callback();
        Callback second = new Callback();
        Callback third = new Callback();
        in("a", () -> client.execute(get("/late"), first));
        in("b", () -> client.execute(get("/late"), second));
        elsewhere("", () -> client.execute(get("/late"), third));
        gate.open();

        assertThat(first.seen.next()).isEqualTo("a");
        assertThat(second.seen.next()).isEqualTo("b");
        assertThat(third.seen.next()).isEmpty();
        assertThat(peer.next().correlation()).isEqualTo("a");
        assertThat(peer.next().correlation()).isEqualTo("b");
        assertThat(peer.next().correlation()).isEmpty();
    }

    @DisplayName("a callback of a call that fails, or is cancelled, runs in the correlation of the call")
    @Test
    void failing() throws Exception {
        Callback failed = new Callback();
        Callback cancelled = new Callback();
        in(
                "a",
                () -> client.execute(
                        SimpleRequestBuilder.get("http://127.0.0.1:1/").build(), failed));
        Future<?> late = in("b", () -> client.execute(get("/late"), cancelled));
        in("c", () -> late.cancel(true));

        assertThat(failed.seen.next()).isEqualTo("a");
        assertThat(cancelled.seen.next()).isEqualTo("b");
    }

    @DisplayName("a request is produced in the correlation of the call")
    @Test
    void producer() throws Exception {
        Seen seen = new Seen();
        AsyncRequestProducer producer = new BasicRequestProducer("GET", peer.uri("/")) {
            @Override
            public void sendRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
                seen.here();
                super.sendRequest(channel, context);
            }

            @Override
            public void releaseResources() {
                seen.here();
                super.releaseResources();
            }
        };
        in("a", () -> client.execute(producer, SimpleResponseConsumer.create(), null)
                .get(SECONDS, TimeUnit.SECONDS));

        assertThat(seen.next(2)).containsOnly("a");
    }

    @TrustNeeded
    @DisplayName("what the answer tells of was before the callback, and before what waits for the future")
    @Test
    void edges(@TempDir Path folder) throws Exception {
        gate.open();
        CausalLog log = new CausalLog(folder.resolve("log"));
        Gate logged = new Gate();
        elsewhere("a", () -> {
            Future<SimpleHttpResponse> answer = client.execute(get("/late"), new FutureCallback<>() {
                @Override
                public void completed(SimpleHttpResponse result) {
                    log.write(0);
                    logged.open();
                }

                @Override
                public void failed(Exception ex) {}

                @Override
                public void cancelled() {}
            });
            logged.pass();
            answer.get(SECONDS, TimeUnit.SECONDS);
            log.write(1);
        });

        for (Line line : log.end()) {
            assertThat(line.via(peer.event)).isEqualTo(line.event() == 0 ? "complete" : "join");
        }
    }

    @NoAgentNeeded
    @DisplayName("the client's threads keep nothing of whoever started it, or called first")
    @Test
    void threads() throws Exception {
        in("a", () -> client.execute(get("/"), null).get(SECONDS, TimeUnit.SECONDS));
        peer.next();

        elsewhere("", () -> client.execute(get("/"), null).get(SECONDS, TimeUnit.SECONDS));

        assertThat(peer.next().correlation()).isEmpty();
        assertThat(reactor.soFar()).isNotEmpty().containsOnly("");
    }

    @DisplayName("a call by HTTP/2 carries the correlation")
    @Test
    void http2() throws Exception {
        try (Http2Peer http2 = new Http2Peer();
                CloseableHttpAsyncClient client2 = HttpAsyncClients.createHttp2Default()) {
            in("starter", client2::start);
            SimpleHttpRequest request = SimpleRequestBuilder.get(http2.uri()).build();
            for (String id : List.of("a", "b")) {
                Callback callback = new Callback();
                Future<SimpleHttpResponse> answer = in(id, () -> client2.execute(request, callback));

                assertThat(answer.get(SECONDS, TimeUnit.SECONDS).getBodyText()).isEqualTo("HTTP/2.0 " + id);
                assertThat(callback.seen.next()).isEqualTo(id);
            }
        }
    }

    private SimpleHttpRequest get(String path) {
        return SimpleRequestBuilder.get(peer.uri(path)).build();
    }
}
