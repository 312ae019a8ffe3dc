package dev.whence.log.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A simulated task, with the algorithm by which the runtime stamps its events. */
final class SimTask {
    final SimProcess process;
    final String correlation;
    private final String id;

    /** The last events that the task descends from. */
    private final List<SimEvent> frontier = new ArrayList<>();

    private @Nullable SimEvent last;
    private int n;
    private long clock;

    /** The latest stamp that was not believed. */
    private long ahead;

    SimTask(SimProcess process, String correlation) {
        this.process = process;
        this.correlation = correlation;
        this.id = process.newTask();
    }

    /** Learns of another task: the events that it descends from precede what this task logs from now on. */
    void follow(SimTask other, long now, long maxAhead) {
        for (SimEvent event : other.frontier) {
            if (!frontier.contains(event)) {
                frontier.add(event);
            }
        }
        ahead = Math.max(ahead, other.ahead);
        boolean isBelieved = other.process == process || (other.clock >>> 12) <= now + process.offset + maxAhead;
        if (isBelieved) {
            clock = Math.max(clock, other.clock);
        } else {
            ahead = Math.max(ahead, other.clock);
        }
    }

    SimEvent log(long now, String body) {
        long time = now + process.offset;
        clock = Math.max(clock + 1, time << 12);
        List<SimEvent> after = frontier.stream().filter(event -> event != last).toList();
        List<SimEvent> causes = List.copyOf(frontier);
        if (last != null && !frontier.contains(last)) {
            causes = new ArrayList<>(causes);
            causes.add(last);
        }
        SimEvent event = new SimEvent(
                process,
                id,
                ++n,
                time,
                clock,
                after.stream().filter(cause -> !cause.task().equals(id)).toList(),
                ahead >= clock,
                correlation,
                body,
                process.nextLine(),
                causes);
        frontier.clear();
        frontier.add(event);
        last = event;
        return event;
    }
}
