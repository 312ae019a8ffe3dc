package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.WebSocketClient.Connection;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** The listener of a web socket runs in the operation that has opened it, until another one uses it too. */
class WebSocketBehaviour {
    private final Seen seen = new Seen();
    private WebSocketPeer peer;
    private volatile Thread lastCalled;

    @BeforeEach
    void start() throws Exception {
        peer = new WebSocketPeer();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
    }

    private Connection open(WebSocketClient client) {
        return client.open(peer.uri(), this::note);
    }

    private void note(String what) {
        lastCalled = Thread.currentThread();
        seen.note(what + " " + id());
    }

    /**
     * Opens a socket in an operation, by a thread of the client. If the answer of the server comes at once, the JDK's client
     * calls its listener on the thread that opens the socket, which has the correlation without the agent too.
     */
    private Connection openIn(String id, WebSocketClient client) {
        Connection socket;
        do {
            socket = in(id, () -> open(client));
            assertThat(seen.next()).isEqualTo("open " + id);
        } while (lastCalled == Thread.currentThread());
        return socket;
    }

    private void send(String id, Connection socket, String text) {
        in(id, () -> socket.send(text));
    }

    @DisplayName("a socket of each operation")
    @EnumSource
    @ParameterizedTest
    void own(WebSocketClient client) {
        Connection first = openIn("A", client);
        Connection second = openIn("B", client);
        send("B", second, "1");
        assertThat(seen.next()).isEqualTo("1 B");
        send("A", first, "2");
        assertThat(seen.next()).isEqualTo("2 A");
        send("B", second, "3");
        assertThat(seen.next()).isEqualTo("3 B");
    }

    @DisplayName("an operation uses its socket from other threads, and from the listener")
    @EnumSource
    @ParameterizedTest
    void hops(WebSocketClient client) throws Exception {
        Connection[] socket = new Connection[1];
        socket[0] = in(
                "A",
                () -> client.open(peer.uri(), what -> {
                    note(what);
                    if (what.equals("2")) {
                        socket[0].send("3");
                    }
                }));
        assertThat(seen.next()).isEqualTo("open A");
        try (Pools pools = new Pools()) {
            ThreadPoolExecutor pool = pools.single();
            in("A", () -> pool.execute(() -> socket[0].send("1")));
            assertThat(seen.next()).isEqualTo("1 A");
        }
        elsewhere("A", () -> socket[0].send("2"));
        assertThat(seen.next(2)).containsExactly("2 A", "3 A");
    }

    @DisplayName("when another operation has sent something, all that is received belongs to nobody")
    @EnumSource
    @ParameterizedTest
    void shared(WebSocketClient client) {
        Connection socket = openIn("A", client);
        send("A", socket, "1");
        assertThat(seen.next()).isEqualTo("1 A");
        send("B", socket, "2");
        assertThat(seen.next()).isEqualTo("2 ");
        send("A", socket, "3");
        assertThat(seen.next()).isEqualTo("3 ");
        in("A", socket::close);
        assertThat(seen.next()).matches("clos(ed|ing) ");
    }

    @DisplayName("the same if code without an operation has sent something, or closed the socket")
    @EnumSource
    @ParameterizedTest
    void sharedWithNobody(WebSocketClient client) {
        Connection socket = openIn("A", client);
        send("", socket, "1");
        assertThat(seen.next()).isEqualTo("1 ");
        Connection closed = openIn("A", client);
        in("", closed::close);
        assertThat(seen.next()).matches("clos(ed|ing) ");
    }

    @DisplayName("the first operation opens a socket for all others")
    @EnumSource
    @ParameterizedTest
    void lazily(WebSocketClient client) {
        Connection socket = openIn("A", client);
        for (String id : List.of("B", "A", "C")) {
            send(id, socket, id);
            assertThat(seen.next()).isEqualTo(id + " ");
        }
    }

    @NoAgentNeeded
    @DisplayName("a socket that was opened outside of operations is nobody's, whoever uses it")
    @EnumSource
    @ParameterizedTest
    void openedByNobody(WebSocketClient client) {
        Connection socket = openIn("", client);
        send("A", socket, "1");
        assertThat(seen.next()).isEqualTo("1 ");
    }

    @DisplayName("a message that is handled while another operation sends one stays as it was")
    @EnumSource
    @ParameterizedTest
    void meanwhile(WebSocketClient client) {
        Gate sent = new Gate();
        Connection socket = in(
                "A",
                () -> client.open(peer.uri(), what -> {
                    note(what);
                    if (what.equals("1")) {
                        sent.pass();
                        note("still");
                    }
                }));
        assertThat(seen.next()).isEqualTo("open A");
        send("A", socket, "1");
        assertThat(seen.next()).isEqualTo("1 A");
        send("B", socket, "2");
        sent.open();
        assertThat(seen.next(2)).containsExactly("still A", "2 ");
    }

    @DisplayName("nobody gets the answer to another one, however many send at the same time")
    @EnumSource
    @ParameterizedTest
    void atTheSameTime(WebSocketClient client) throws Exception {
        List<String> ids = List.of("A", "B", "C");
        for (int i = 0; i < 20; i++) {
            Connection socket = openIn("A", client);
            List<Thread> senders = ids.stream()
                    .map(id -> new Thread(() -> send(id, socket, id)))
                    .toList();
            senders.forEach(Thread::start);
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(seen.next(ids.size())).isSubsetOf("A A", "A ", "B ", "C ");
        }
    }

    @DisplayName("the end and the failure of a socket")
    @EnumSource
    @ParameterizedTest
    void ends(WebSocketClient client) {
        send("B", openIn("B", client), WebSocketPeer.FAIL);
        assertThat(seen.next()).isEqualTo("failed B");
        send("D", openIn("C", client), WebSocketPeer.FAIL);
        assertThat(seen.next()).isEqualTo("failed ");
        send("A", openIn("A", client), WebSocketPeer.CLOSE);
        String first = seen.next();
        assertThat(first.equals("closing A") ? seen.next() : first).isEqualTo("closed A");
    }

    @DisplayName("a listener that throws hears of it, and leaves nothing behind")
    @EnumSource
    @ParameterizedTest
    void throwing(WebSocketClient client) {
        Connection socket = in(
                "A",
                () -> client.open(peer.uri(), what -> {
                    note(what);
                    if (what.equals("1")) {
                        throw new IllegalStateException("thrown by a listener");
                    }
                }));
        assertThat(seen.next()).isEqualTo("open A");
        send("A", socket, "1");
        assertThat(seen.next(2)).containsExactly("1 A", "failed A");
        send("", openIn("", client), "2");
        assertThat(seen.next()).isEqualTo("2 ");
    }

    @DisplayName("each method of a listener of the JDK")
    @Test
    void methods() {
        WebSocket socket = in("A", () -> WebSocketClient.openByJdk(peer.uri(), this::note));
        assertThat(seen.next()).isEqualTo("open A");
        in("A", () -> socket.sendBinary(ByteBuffer.allocate(1), true).join());
        assertThat(seen.next()).isEqualTo("binary A");
        in("A", () -> socket.sendPing(ByteBuffer.allocate(0)).join());
        assertThat(seen.next()).isEqualTo("pong A");
        in("A", () -> socket.sendText(WebSocketPeer.PING, true).join());
        assertThat(seen.next()).isEqualTo("ping A");
        in("B", () -> socket.sendPong(ByteBuffer.allocate(0)).join());
        in("A", () -> socket.sendText("1", true).join());
        assertThat(seen.next()).isEqualTo("1 ");
    }

    @DisplayName("an operation that asks for messages of another one's socket shares it")
    @Test
    void requested() {
        WebSocket socket = in("A", () -> WebSocketClient.openByJdk(peer.uri(), this::note));
        assertThat(seen.next()).isEqualTo("open A");
        in("A", () -> socket.sendText("0", true).join());
        assertThat(seen.next()).isEqualTo("0 A");
        in("B", () -> socket.request(1));
        in("A", () -> socket.sendText("1", true).join());
        assertThat(seen.next()).isEqualTo("1 ");
    }

    @DisplayName("without correlations, the MDC tells whether somebody else uses the socket")
    @EnumSource
    @ParameterizedTest
    void mdcAlone(WebSocketClient client) {
        elsewhere("", () -> {
            MDC.put("user", "x");
            Connection socket = client.open(peer.uri(), what -> seen.note(what + " " + MDC.get("user")));
            assertThat(seen.next()).isEqualTo("open x");
            socket.send("1");
            assertThat(seen.next()).isEqualTo("1 x");
            MDC.put("user", "y");
            socket.send("2");
            assertThat(seen.next()).isEqualTo("2 null");
        });
    }

    @FullStacksNeeded
    @DisplayName("the logical stack leads to the code that has opened the socket")
    @EnumSource
    @ParameterizedTest
    void stack(WebSocketClient client) {
        Connection socket = in(
                "A",
                () -> client.open(
                        peer.uri(), what -> seen.note(LogicalStack.current().toString())));
        assertThat(seen.next()).contains("WebSocketBehaviour.stack");
        send("A", socket, "1");
        assertThat(seen.next()).contains("WebSocketBehaviour.stack");
    }
}
