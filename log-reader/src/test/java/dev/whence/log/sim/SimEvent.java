package dev.whence.log.sim;

import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An event of a simulated service.
 *
 * @param time by the clock of the service, in microseconds
 * @param causes the direct predecessors: those that the line names, and the previous event of the task
 */
public record SimEvent(
        SimProcess process,
        String task,
        int n,
        long time,
        long hlc,
        List<SimEvent> after,
        boolean isClockAhead,
        String correlation,
        String body,
        long seq,
        List<SimEvent> causes) {
    /** Returns the ID that lines name the event by. */
    public String id() {
        return task + ":" + n;
    }

    /** Returns the line as {@code CausalJsonEncoder} would write it with the preset {@code otel}. */
    public String json() {
        String names = after.stream().map(event -> '"' + event.id() + '"').collect(Collectors.joining(","));
        String kinds = after.stream()
                .map(event -> event.process == process ? "\"fork\"" : "\"receive\"")
                .collect(Collectors.joining(","));
        return "{\"timestamp\":\"" + LogTime.format(time)
                + "\",\"severity_text\":\"INFO\",\"severity_number\":9,\"body\":\""
                + body
                + "\",\"logger\":\"dev.whence.sim.Service\",\"thread.name\":\"pool-1-thread-7\",\"correlation_id\":\""
                + correlation + "\",\"service.name\":\"" + process.name + "\",\"service.instance.id\":\""
                + process.instance + "\",\"attributes\":{\"user\":\"u1\",\"tenant\":\"acme\"},\"causal\":{\"hlc\":\""
                + Stamp.format(hlc) + "\",\"task\":\"" + task + "\",\"n\":" + n
                + (after.isEmpty() ? "" : ",\"after\":[" + names + "],\"via\":[" + kinds + "]")
                + (isClockAhead ? ",\"flags\":[\"clock_ahead\"]" : "") + ",\"seq\":" + seq + "}}";
    }

    /** Returns the line as a pattern with {@code %task{full} %hlc %after{full}} would show it. */
    public String text() {
        String names = after.stream().map(SimEvent::id).collect(Collectors.joining(" "));
        return LogTime.format(time).replace('T', ' ').replace("Z", "") + " INFO  [" + correlation + "] " + task + " "
                + Stamp.format(hlc) + " [pool-1-thread-7] sim.Service - " + body
                + (names.isEmpty() ? "" : " <- " + names);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return id();
    }
}
