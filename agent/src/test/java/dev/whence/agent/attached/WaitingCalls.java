package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.LogicalStack;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Calls of an asynchronous HTTP client that wait for the answer to the one before. The peer answers requests to {@code
 * /slow} and {@code /broken} when the gate is open, the latter by breaking off.
 */
final class WaitingCalls implements AutoCloseable {
    final Seen seen = new Seen();
    final Gate answered = new Gate();
    final HttpPeer peer = new HttpPeer();

    /** A client with one connection. */
    interface Client {
        /** Makes a call. Its callback notes what there is to see. */
        void call(URI uri, Supplier<String> look);
    }

    WaitingCalls() throws IOException {
        peer.answer("/slow", exchange -> {
            answered.pass();
            HttpPeer.reply(exchange, 200);
        });
        peer.answer("/broken", exchange -> {
            answered.pass();
            exchange.close();
        });
    }

    /** Each call has the correlation of its caller, whichever it had to wait for, and one without has none. */
    void haveOwnIds(Client client) {
        in("A", () -> client.call(peer.uri("/slow"), Vocabulary::id));
        in("B", () -> client.call(peer.uri("/"), Vocabulary::id));
        elsewhere("", () -> client.call(peer.uri("/"), Vocabulary::id));
        in("C", () -> client.call(peer.uri("/"), Vocabulary::id));
        answered.open();
        assertThat(seen.next(4)).containsExactly("A", "B", "", "C");
        assertThat(id()).isEmpty();
    }

    /** The logical stack leads to the call, and not to the one that it waited for. */
    void haveOwnStacks(Client client) {
        in("A", () -> first(client));
        in("B", () -> second(client));
        answered.open();
        assertThat(seen.next()).contains("WaitingCalls.first").doesNotContain("WaitingCalls.second");
        assertThat(seen.next()).contains("WaitingCalls.second").doesNotContain("WaitingCalls.first");
    }

    private void first(Client client) {
        client.call(peer.uri("/slow"), () -> LogicalStack.current().toString());
    }

    private void second(Client client) {
        client.call(peer.uri("/"), () -> LogicalStack.current().toString());
    }

    @Override
    public void close() {
        answered.open();
        peer.close();
    }
}
