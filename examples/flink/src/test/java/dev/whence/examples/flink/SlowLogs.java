package dev.whence.examples.flink;

import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The log of a random program that runs for hours, of three services with clocks that are five minutes slow, right,
 * and five minutes fast. Each service has several files, some compressed, and their lines are not quite in order.
 */
final class SlowLogs {
    static final long MINUTE = 60_000_000;

    private final List<SimEvent> events = new ArrayList<>();
    private final Map<String, SimEvent> byId = new HashMap<>();

    SlowLogs(Path folder, long seed, int count) throws IOException {
        new Simulation(seed, 2_000_000, new long[] {0, -5 * MINUTE, 5 * MINUTE}, events::add).run(count);
        events.forEach(event -> byId.put(event.id(), event));
        new SimLogs(folder, seed).write(events, SimEvent::json);
    }

    List<SimEvent> events() {
        return events;
    }

    SimEvent event(String id) {
        SimEvent event = byId.get(id);
        if (event == null) {
            throw new AssertionError("nobody logged " + id);
        }
        return event;
    }

    /** Returns all events that precede one, going back through all edges. */
    Set<SimEvent> causes(SimEvent event) {
        Set<SimEvent> causes = new HashSet<>();
        List<SimEvent> open = new ArrayList<>(event.causes());
        while (!open.isEmpty()) {
            SimEvent cause = open.remove(open.size() - 1);
            if (causes.add(cause)) {
                open.addAll(cause.causes());
            }
        }
        return causes;
    }
}
