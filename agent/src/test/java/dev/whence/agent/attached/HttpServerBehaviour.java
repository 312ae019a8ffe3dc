package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.MdcIdNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import dev.whence.context.Correlation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** A request has the correlation that its headers name, and its answer says which that is. */
@ParameterizedClass
@MethodSource("kinds")
class HttpServerBehaviour {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "traceparent: 00-" + TRACE_ID + "-b7ad6b7169203331-01";
    private static final String NEW_ID = "[0-9a-f]{32}";
    private static final String EDGE = "0640000000000000;deadbeef-7:3";

    enum Kind {
        JDK {
            @Override
            WebServer start(WebServer.Handler handler) throws Exception {
                return new JdkWebServer(handler);
            }
        },
        TOMCAT {
            @Override
            WebServer start(WebServer.Handler handler) throws Exception {
                return new TomcatWebServer(handler);
            }
        },
        JETTY {
            @Override
            WebServer start(WebServer.Handler handler) throws Exception {
                return new JettyWebServer(handler);
            }
        },
        JETTY_SERVLET {
            @Override
            WebServer start(WebServer.Handler handler) throws Exception {
                return new JettyServletWebServer(handler);
            }
        },
        UNDERTOW {
            @Override
            WebServer start(WebServer.Handler handler) {
                return new UndertowWebServer(handler);
            }
        },
        NETTY {
            @Override
            WebServer start(WebServer.Handler handler) throws Exception {
                return new NettyWebServer(handler);
            }
        },
        HELIDON {
            @Override
            WebServer start(WebServer.Handler handler) throws Exception {
                return new HelidonWebServer(handler);
            }
        };

        abstract WebServer start(WebServer.Handler handler) throws Exception;
    }

    static Stream<Kind> kinds() {
        return Stream.of(Kind.values())
                .filter(kind -> kind != Kind.HELIDON || Runtime.version().feature() >= 21);
    }

    private final Kind kind;
    private final Seen seen = new Seen(Vocabulary::freshId);
    private WebServer.Handler handler = exchange -> exchange.answer(200);
    private WebServer server;

    HttpServerBehaviour(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        server = kind.start(exchange -> {
            seen.here();
            handler.handle(exchange);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private RawHttp.Answer get(String... headers) throws IOException {
        return RawHttp.get(server.port(), headers);
    }

    @DisplayName("the first valid id of the headers is the request's, and its answer's")
    @ParameterizedTest
    @CsvSource({
        "X-Correlation-ID: order-1, X-Request-ID: r-1, order-1",
        "X-Request-ID: r-1, X-Correlation-ID: order-1, order-1",
        "x-request-id: r-1, Accept: text/plain, r-1",
        "X-Correlation-ID: not valid, X-Request-ID: r-1, r-1",
        "X-Correlation-ID:, X-Request-ID: r-1, r-1",
        "X-Request-ID: r-1, " + TRACEPARENT + ", r-1",
        TRACEPARENT + ", X-Correlation-ID: not valid, " + TRACE_ID,
    })
    void adopted(String header, String other, String id) throws Exception {
        RawHttp.Answer answer = get(header, other);
        assertThat(seen.next()).isEqualTo(id);
        assertThat(answer.header("X-Correlation-ID")).containsExactly(id);
    }

    @DisplayName("without a valid id it gets a new one")
    @ParameterizedTest
    @ValueSource(strings = {"Accept: text/plain", "X-Correlation-ID: <b>", "traceparent: 00-0-0-00"})
    void created(String header) throws Exception {
        RawHttp.Answer answer = get(header);
        String id = seen.next();
        assertThat(id).matches(NEW_ID);
        assertThat(answer.header("X-Correlation-ID")).containsExactly(id);
    }

    @DisplayName("the next request of a connection is another one")
    @Test
    void keepAlive() throws Exception {
        try (RawHttp connection = new RawHttp(server.port())) {
            assertThat(connection.get("X-Request-ID: r-1").header("X-Correlation-ID"))
                    .containsExactly("r-1");
            connection.get();
            connection.get("X-Request-ID: r-3");
        }
        assertThat(seen.next()).isEqualTo("r-1");
        assertThat(seen.next()).matches(NEW_ID);
        assertThat(seen.next()).isEqualTo("r-3");
    }

    @DisplayName("a request that the server refuses at once has nothing of the one before")
    @Test
    void refused() throws Exception {
        try (RawHttp connection = new RawHttp(server.port())) {
            connection.get("X-Request-ID: r-1");
            assertThat(seen.next()).isEqualTo("r-1");
            RawHttp.Answer answer = connection.send("GET / HTTP/1.1\r\nHost: local host\r\nHost: \\\r\n\r\n");
            assertThat(answer.header("X-Correlation-ID")).doesNotContain("r-1");
        }
    }

    @MdcIdNeeded
    @DisplayName("the id that the program puts into its MDC is the answer's, too")
    @Test
    void fromMdc() throws Exception {
        handler = exchange -> {
            MDC.put("requestId", "own-1");
            seen.here();
            MDC.remove("requestId");
            exchange.answer(200);
        };
        assertThat(get("X-Request-ID: r-1").header("X-Correlation-ID")).containsExactly("own-1");
        assertThat(seen.next(2)).containsExactly("r-1", "own-1");
        assertIdle();
    }

    @NoAgentNeeded
    @DisplayName("the header of the program's own is the only one")
    @Test
    void notDoubled() throws Exception {
        handler = exchange -> {
            exchange.header("x-correlation-id", "own");
            exchange.answer(200);
        };
        assertThat(get("X-Request-ID: r-1").header("X-Correlation-ID")).containsExactly("own");
    }

    @DisplayName("errors and redirects have it as well")
    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void otherAnswers(int status) throws Exception {
        handler = exchange -> exchange.answer(status);
        RawHttp.Answer answer = get("X-Request-ID: r-1");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("X-Correlation-ID")).containsExactly("r-1");
    }

    @DisplayName("an answer that another thread gives later has the request's, whatever that thread does")
    @Test
    void async() throws Exception {
        CompletableFuture<WebServer.Exchange> waiting = new CompletableFuture<>();
        handler = exchange -> {
            exchange.async();
            waiting.complete(exchange);
        };
        CompletableFuture<RawHttp.Answer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return get("X-Request-ID: r-1");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        WebServer.Exchange exchange = waiting.get();
        elsewhere("other", () -> exchange.answer(200));
        assertThat(answer.get().header("X-Correlation-ID")).containsExactly("r-1");
        assertIdle();
    }

    @DisplayName("afterwards the worker has none")
    @Test
    void idle() throws Exception {
        get("X-Request-ID: r-1");
        assertThat(seen.next()).isEqualTo("r-1");
        assertIdle();
    }

    @DisplayName("after a handler that throws the worker has none")
    @Test
    void idleAfterThrow() throws Exception {
        handler = exchange -> {
            throw new IllegalStateException("thrown by the test");
        };
        try {
            get("X-Request-ID: r-1");
        } catch (IOException expectedOfTheJdk) {
            // It ends the connection.
        }
        assertThat(seen.next()).isEqualTo("r-1");
        assertIdle();
    }

    /** Every worker is held, so that each of them is looked at. */
    private void assertIdle() {
        Seen idle = new Seen();
        Gate gate = new Gate();
        for (int i = 0; i < 2; i++) {
            server.workers().execute(() -> {
                idle.note(Correlation.current() == Correlation.none() ? "none" : id());
                gate.pass();
            });
        }
        assertThat(idle.next(2)).containsExactly("none", "none");
        gate.open();
    }

    @TrustNeeded
    @DisplayName("if senders are trusted, what they had logged precedes what the request logs")
    @Test
    void receiveEdge(@TempDir Path folder) throws Exception {
        assertThat(logOf(folder)).contains("\"after\":[\"deadbeef-7:3\"]").contains("\"via\":[\"receive\"]");
    }

    @TrustNeeded
    @DisplayName("a stamp too far ahead orders nothing by its time, and the line says so")
    @Test
    void clockAhead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("log");
        CausalLog log = logging(file);
        get("whence-causal: f" + EDGE.substring(1));
        log.end();
        assertThat(Files.readString(file))
                .contains("\"after\":[\"deadbeef-7:3\"]")
                .contains("clock_ahead")
                .doesNotContain("\"hlc\":\"f");
    }

    @DisplayName("headers of any kind do the program no harm, and are logged nowhere")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Correlation-ID: \u00e4\u00ff",
                "X-Correlation-ID: a\tb",
                "X-Correlation-ID: %0d%0aSet-Cookie:b",
                "whence-causal: 0640000000000000;deadbeef-0:0,,",
                "traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "X-Request-ID: <script>",
            })
    void hostile(String header, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("log");
        CausalLog log = logging(file);
        String[] headers = new String[50];
        Arrays.fill(headers, header);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(errors, true, UTF_8));
        RawHttp.Answer answer;
        try {
            answer = get(headers);
        } finally {
            System.setErr(before);
        }
        log.end();
        assertThat(answer.status()).isEqualTo(200);
        String id = seen.next();
        assertThat(id).matches(NEW_ID);
        assertThat(answer.header("X-Correlation-ID")).containsExactly(id);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        String value = header.substring(header.indexOf(' ') + 1);
        assertThat(errors.toString(UTF_8)).doesNotContain(value);
        assertThat(Files.readString(file))
                .contains("\"correlation_id\":\"" + id + '"')
                .doesNotContain(value);
    }

    @NoAgentNeeded
    @DisplayName("else they have no say in that")
    @Test
    void noReceiveEdge(@TempDir Path folder) throws Exception {
        assertThat(logOf(folder)).doesNotContain("deadbeef");
    }

    private String logOf(Path folder) throws Exception {
        Path file = folder.resolve("log");
        CausalLog log = logging(file);
        get("whence-causal: " + EDGE);
        log.end();
        return Files.readString(file);
    }

    @DisplayName("the answer tells what was logged to a sender who asked so")
    @Test
    void answerEdge(@TempDir Path folder) throws Exception {
        CausalLog log = logging(folder.resolve("log"));
        assertThat(get("whence-causal: " + EDGE).header("whence-causal"))
                .singleElement()
                .asString()
                .matches("([0-9a-f]{16};[0-9a-f]{8}-\\d+:\\d+,?)+");
        assertThat(get().header("whence-causal")).isEmpty();
        log.end();
    }

    private CausalLog logging(Path file) {
        CausalLog log = new CausalLog(file);
        handler = exchange -> {
            log.write(1);
            exchange.answer(200);
        };
        return log;
    }
}
