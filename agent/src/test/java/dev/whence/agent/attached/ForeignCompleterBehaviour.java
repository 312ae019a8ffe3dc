package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Futures that the selector thread of a client completes, which the first request has started. */
@SuppressWarnings("FutureReturnValueIgnored")
class ForeignCompleterBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();
    private final Gate answering = new Gate();
    private ServerSocket server;
    private SelectorClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        elsewhere("", () -> new Thread(this::answer, "server").start());
        client = new SelectorClient(server.getLocalSocketAddress());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void answer() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                String line = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                answering.pass();
                socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }

    @DisplayName("continuations run in the correlation of their request, in the client's thread and in a pool")
    @Test
    void continuations() throws Exception {
        for (String id : List.of("A", "C", "")) {
            in(id, () -> client.call(id)
                    .thenApply(answer -> seen.note(answer + "=" + id()))
                    .thenApplyAsync(same -> seen.here(), pools.single()));
        }
        answering.open();
        assertThat(seen.next(6)).containsExactlyInAnyOrder("A=A", "A", "C=C", "C", "=", "");
    }

    @DisplayName("so do those that are registered when the answer is there")
    @Test
    void alreadyThere() throws Exception {
        answering.open();
        for (String id : List.of("A", "C", "")) {
            CompletableFuture<String> answer = in(id, () -> client.call("line"));
            answer.get(SECONDS, TimeUnit.SECONDS);
            in(id, () -> answer.thenRunAsync(seen::here, pools.single()));
            assertThat(seen.next()).isEqualTo(id);
        }
    }

    @NoAgentNeeded
    @DisplayName(
            "the client's thread itself, which the first call has started, has nothing of it once it serves others")
    @Test
    void ownThread() throws Exception {
        answering.open();
        for (String id : List.of("A", "C", "D")) {
            CompletableFuture<String> answer = in(id, () -> client.call("line"));
            answer.get(SECONDS, TimeUnit.SECONDS);
        }
        assertThat(client.ownThread().next(3)).endsWith("", "");
    }

    @NoAgentNeeded
    @DisplayName("a thread that was started outside of any request has none, whose answer it may be")
    @Test
    void startedBefore() throws Exception {
        answering.open();
        elsewhere("", () -> client.call("first").get(SECONDS, TimeUnit.SECONDS));
        CompletableFuture<String> answer = in("C", () -> client.call("line"));
        answer.get(SECONDS, TimeUnit.SECONDS);
        assertThat(client.ownThread().next(2)).containsExactly("", "");
    }
}
