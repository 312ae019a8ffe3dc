package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Node.Sight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** The threads that are blocked, those first that are seen in the same wait for longest. */
final class BlockedThreads {
    private final List<Blocked> all = new ArrayList<>();

    /**
     * A thread.
     *
     * @param node its node
     * @param millis for how long it is seen in this wait, in milliseconds
     */
    private record Blocked(Node node, long millis) {}

    BlockedThreads(Iterable<Node> nodes, Memory memory) {
        for (Node node : nodes) {
            Sight sight = node.sight();
            if (sight != null && !sight.waitsIn().isEmpty() && !node.isIdle()) {
                all.add(new Blocked(node, memory.millis(node.subject, wait(node, sight))));
            }
        }
        all.sort(Comparator.comparingLong((Blocked one) -> -one.millis()));
    }

    /** Returns a number that most likely differs from that of another wait of the thread. */
    private static int wait(Node node, Sight sight) {
        return Objects.hash(
                sight.frames(),
                System.identityHashCode(node.task),
                System.identityHashCode(LockSupport.getBlocker((Thread) node.subject)));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("threads");
        for (Blocked one : all.subList(0, Math.min(all.size(), Frame.MOST))) {
            json.writeStartObject();
            json.writeNumberField("waitsMillis", one.millis());
            json.writeStringField("operation", Operation.of(one.node()).id());
            Label.of(one.node()).write(json);
            Tree.whereabouts(json, one.node());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("threadsLeftOut", Math.max(0, all.size() - Frame.MOST));
    }
}
