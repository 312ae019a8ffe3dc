package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Node.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** The pools, with how long the work in their queues has waited so far. */
final class QueueWaits {
    /** How much of the work of a pool is looked at. It is the work that waits longest, in most queues. */
    private static final int SAMPLE = 1_000;

    private final IdentityHashMap<Pool, List<Long>> waits = new IdentityHashMap<>();

    QueueWaits(Iterable<Node> nodes, Memory memory) {
        for (Node node : nodes) {
            Place place = node.place();
            if (place != null && place.delayMillis() == 0) {
                List<Long> ofPool = waits.computeIfAbsent(place.pool(), pool -> new ArrayList<>());
                if (place.position() <= SAMPLE && ofPool.size() < SAMPLE) {
                    ofPool.add(Math.max(node.ageMillis(), memory.millis(node.subject, 0)));
                }
            }
        }
    }

    void write(JsonGenerator json, List<Pool> pools) throws IOException {
        json.writeArrayFieldStart("pools");
        for (Pool pool : pools) {
            json.writeStartObject();
            Heading.pool(json, pool);
            waited(json, waits.getOrDefault(pool, List.of()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void waited(JsonGenerator json, List<Long> waited) throws IOException {
        if (!waited.isEmpty()) {
            Collections.sort(waited);
            json.writeObjectFieldStart("waits");
            json.writeNumberField("sampled", waited.size());
            json.writeNumberField("p50Millis", quantile(waited, 50));
            json.writeNumberField("p99Millis", quantile(waited, 99));
            json.writeEndObject();
        }
    }

    /** Returns the smallest value that is not exceeded by a share of the values. */
    private static long quantile(List<Long> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(rank - 1);
    }
}
