package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listeners of Jetty's client run in the correlation of the code that sent the request. */
class JettyClientBehaviour {
    private final WaitingCalls calls = new WaitingCalls();
    private final Seen seen = calls.seen;
    private final Gate answered = calls.answered;
    private final HttpPeer peer = calls.peer;
    private final HttpClient client = new HttpClient();

    JettyClientBehaviour() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        client.setMaxConnectionsPerDestination(1);
        // Whoever starts it, it serves everybody.
        in("X", client::start);
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
        client.stop();
    }

    private Request request(String path) {
        return client.newRequest(peer.uri(path));
    }

    private void send(String path) {
        request(path).send(result -> seen.note(result.isSucceeded() ? id() : "failed " + id()));
    }

    private void send(URI uri, Supplier<String> look) {
        client.newRequest(uri).send(result -> seen.note(look.get()));
    }

    @DisplayName("requests that wait for the connection have each its own, one without has none")
    @Test
    void waiting() {
        calls.haveOwnIds(this::send);
    }

    @DisplayName("requests that fail, that are aborted while they wait, and that take too long")
    @Test
    void failing() {
        in("A", () -> send("/broken"));
        Request waiting = request("/");
        in("B", () -> waiting.send(result -> seen.note("aborted " + id())));
        in("C", () -> request("/").timeout(50, TimeUnit.MILLISECONDS).send(result -> seen.note("late " + id())));
        in("D", () -> waiting.abort(new IllegalStateException("not wanted")));
        assertThat(seen.next(2)).containsExactlyInAnyOrder("aborted B", "late C");
        answered.open();
        assertThat(seen.next()).isEqualTo("failed A");
    }

    @DisplayName("each listener of a request and of its response")
    @Test
    void listeners() throws Exception {
        in("A", () -> request("/")
                .method("POST")
                .body(new BytesRequestContent("body".getBytes(StandardCharsets.UTF_8)))
                .onRequestBegin(request -> seen.note("begin " + id()))
                .onRequestHeaders(request -> seen.note("headers " + id()))
                .onRequestCommit(request -> seen.note("commit " + id()))
                .onRequestContent((request, content) -> seen.note("content " + id()))
                .onRequestSuccess(request -> seen.note("success " + id()))
                .onResponseBegin(response -> seen.note("response begin " + id()))
                .onResponseHeaders(response -> seen.note("response headers " + id()))
                .onResponseContent((response, content) -> seen.note("response content " + id()))
                .onResponseSuccess(response -> seen.note("response success " + id()))
                .send(result -> seen.note("complete " + id())));
        assertThat(seen.next(10)).allMatch(note -> note.endsWith(" A"));
    }

    @DisplayName("a request with a body that the program provides bit by bit, from another operation")
    @Test
    void providedContent() {
        AsyncRequestContent content = new AsyncRequestContent();
        in("A", () -> request("/").method("POST").body(content).send(result -> seen.note(id())));
        in("B", () -> {
            content.write(StandardCharsets.UTF_8.encode("body"), org.eclipse.jetty.util.Callback.NOOP);
            content.close();
        });
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("a listener that sends a request, and one that throws, leave nothing behind")
    @Test
    void nested() {
        in("A", () -> request("/").send(result -> {
            seen.note("first " + id());
            send("/");
            throw new IllegalStateException("thrown by a listener");
        }));
        assertThat(seen.next(2)).containsExactly("first A", "A");
        elsewhere("", () -> send("/"));
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("a request that is sent again carries the correlation of now, and keeps a header of the program")
    @Test
    void again() throws Exception {
        Request request = request("/");
        List<String> ids = List.of("A", "B", "", "C");
        for (int i = 0; i < ids.size(); i++) {
            if (i == 3) {
                request.headers(headers -> headers.put("X-Correlation-ID", "own"));
            }
            String id = ids.get(i);
            // The client calls the listeners of earlier times again, so each time has its own notes.
            Seen ofThis = new Seen();
            in(id, () -> request.send(result -> ofThis.note(id())));
            assertThat(ofThis.next()).isEqualTo(id);
            assertThat(peer.next().correlation()).isEqualTo(i == 3 ? "own" : id);
        }
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the request, and not to the one that it waited for")
    @Test
    void stack() {
        calls.haveOwnStacks(this::send);
    }

    @DisplayName("the caller was before the listener")
    @Test
    void edges(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        elsewhere("A", () -> {
            log.write(0);
            request("/").send(result -> {
                log.write(1);
                seen.note(id());
            });
        });
        assertThat(seen.next()).isEqualTo("A");
        Line first = log.endByEvent().get(0);
        assertThat(log.endByEvent().get(1).via(first.id())).isEqualTo("fork");
    }
}
