package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.in;
import static dev.whence.agent.attached.Vocabulary.meet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.HttpPeer.Received;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.NoTracingNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Propagation;
import dev.whence.context.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** What outgoing HTTP calls carry, and what their answers bring back, whichever client the program uses. */
class HttpCallBehaviour {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String OTHER_TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private HttpPeer peer;

    @BeforeEach
    void start() throws Exception {
        peer = new HttpPeer();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @DisplayName("a call carries the caller's correlation, once")
    @EnumSource
    @ParameterizedTest
    void correlation(HttpCaller caller) throws Exception {
        String body = in("a", () -> caller.call(peer.uri("/")));

        assertThat(body).isEqualTo("ok");
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("a");
    }

    @NoTracingNeeded
    @DisplayName("calls one after another, on the same connection, each carry their own")
    @EnumSource
    @ParameterizedTest
    void oneAfterAnother(HttpCaller caller) throws Exception {
        for (String id : List.of("a", "b", "", "c")) {
            in(id, () -> caller.call(peer.uri("/")));
            assertThat(peer.next().correlation()).isEqualTo(id);
        }
    }

    @DisplayName("calls at the same time each carry their own, and leave the threads that wait in theirs")
    @EnumSource
    @ParameterizedTest
    void sameTime(HttpCaller caller) throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        for (String path : List.of("/a", "/b")) {
            peer.answer(path, exchange -> {
                meet(arrived);
                HttpPeer.reply(exchange, 200);
            });
        }
        try (Pools pools = new Pools()) {
            Future<String> first = pools.single().submit(() -> in("a", () -> idAfter(caller, "/a")));
            Future<String> second = pools.single().submit(() -> in("b", () -> idAfter(caller, "/b")));

            assertThat(first.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("a");
            assertThat(second.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("b");
        }
        for (Received request : List.of(peer.next(), peer.next())) {
            assertThat("/" + request.correlation()).isEqualTo(request.path());
        }
    }

    private String idAfter(HttpCaller caller, String path) throws Exception {
        caller.call(peer.uri(path));
        return Vocabulary.id();
    }

    @NoAgentNeeded
    @NoTracingNeeded
    @DisplayName("without a correlation there is no id, and a trace is never begun")
    @EnumSource
    @ParameterizedTest
    void nothing(HttpCaller caller) throws Exception {
        in("", () -> caller.call(peer.uri("/")));

        assertThat(peer.next().headers()).doesNotContainKeys("X-Correlation-ID", "traceparent", "tracestate");
    }

    @NoAgentNeeded
    @DisplayName("a header that the program has set is left alone")
    @EnumSource
    @ParameterizedTest
    void ownHeader(HttpCaller caller) throws Exception {
        in("a", () -> caller.call(peer.uri("/"), "x-correlation-id", "mine", "Whence-Causal", "also mine"));

        Received request = peer.next();
        assertThat(request.values("X-Correlation-ID")).containsExactly("mine");
        assertThat(request.values("whence-causal")).containsExactly("also mine");
    }

    @DisplayName("a call that is redirected carries the correlation once again")
    @EnumSource
    @ParameterizedTest
    void redirect(HttpCaller caller) throws Exception {
        peer.answer("/moved", exchange -> HttpPeer.reply(exchange, 302, "Location", "/"));

        in("a", () -> caller.call(peer.uri("/moved")));

        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("a");
        assertThat(peer.next().values("X-Correlation-ID")).containsExactly("a");
    }

    @DisplayName("entries of the correlation and the MDC stay in the process")
    @EnumSource
    @ParameterizedTest
    void entries(HttpCaller caller) throws Exception {
        MDC.put("user", "secret");
        try (Scope ignored = Correlation.of("a").with("tenant", "secret").open()) {
            caller.call(peer.uri("/"));
        } finally {
            MDC.clear();
        }

        Received request = peer.next();
        assertThat(request.correlation()).isEqualTo("a");
        assertThat(request.headers().toString()).doesNotContain("secret", "tenant", "user=");
    }

    @DisplayName("a call carries what the caller has logged")
    @EnumSource
    @ParameterizedTest
    void edge(HttpCaller caller, @TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        Vocabulary.elsewhere("a", () -> {
            log.write(0);
            caller.call(peer.uri("/"));
        });

        Line logged = log.end().get(0);
        assertThat(peer.next().values("whence-causal")).containsExactly(logged.hlc() + ";" + logged.id());
    }

    @NoTracingNeeded
    @DisplayName("a trace that came with the request is handed on as it came")
    @EnumSource
    @ParameterizedTest
    void trace(HttpCaller caller) throws Exception {
        traced(() -> caller.call(peer.uri("/")));

        Received request = peer.next();
        assertThat(request.values("traceparent")).containsExactly(TRACE);
        assertThat(request.values("tracestate")).containsExactly("vendor=1");
    }

    @NoAgentNeeded
    @NoTracingNeeded
    @DisplayName("but not if the program sends a trace of its own")
    @EnumSource
    @ParameterizedTest
    void ownTrace(HttpCaller caller) throws Exception {
        traced(() -> caller.call(peer.uri("/"), "traceparent", OTHER_TRACE));

        Received request = peer.next();
        assertThat(request.values("traceparent")).containsExactly(OTHER_TRACE);
        assertThat(request.values("tracestate")).isEmpty();
    }

    private static void traced(Vocabulary.Action action) throws Exception {
        Map<String, String> received = Map.of("traceparent", TRACE, "tracestate", "vendor=1");
        try (Scope ignored = Propagation.extract(received, (headers, name) -> headers.get(name))
                .resume()) {
            action.run();
        }
    }

    @TrustNeeded
    @DisplayName("what the answer tells of was before what follows, if messages are trusted")
    @EnumSource
    @ParameterizedTest
    void answer(HttpCaller caller, @TempDir Path folder) throws Exception {
        peer.answer("/", peer::replyWithEvent);
        CausalLog log = new CausalLog(folder.resolve("log"));
        Vocabulary.elsewhere("a", () -> {
            caller.call(peer.uri("/"));
            log.write(0);
        });

        assertThat(log.end().get(0).via(peer.event)).isIn("complete", "join");
    }

    @NoAgentNeeded
    @DisplayName("but not by default")
    @EnumSource
    @ParameterizedTest
    void untrusted(HttpCaller caller, @TempDir Path folder) throws Exception {
        peer.answer("/", peer::replyWithEvent);
        CausalLog log = new CausalLog(folder.resolve("log"));
        Vocabulary.elsewhere("a", () -> {
            caller.call(peer.uri("/"));
            log.write(0);
        });

        assertThat(log.end().get(0).after()).doesNotContain(peer.event);
    }
}
