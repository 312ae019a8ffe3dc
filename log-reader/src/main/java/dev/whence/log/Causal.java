package dev.whence.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The causal data of a line.
 *
 * @param task the ID of the task; empty if the line belongs to none
 * @param n the number of the event in its task, from 1; 0 if the line belongs to no task
 * @param hlc the stamp, an unsigned number; 0 if there is none
 * @param after the edges from events of other tasks
 * @param seq the number of the line in the output; 0 if it is not known
 * @param isAfterTruncated whether there are more predecessors than {@code after} names
 * @param isClockAhead whether the stamp may be earlier than those of the predecessors
 * @param isCounted whether {@code n} was found by counting, as in text, which does not show it
 * @param start what the first line of a task tells about it; null on other lines
 * @param gap what a line announces as dropped, or null
 */
public record Causal(
        String task,
        int n,
        long hlc,
        List<Edge> after,
        long seq,
        boolean isAfterTruncated,
        boolean isClockAhead,
        boolean isCounted,
        @Nullable TaskStart start,
        @Nullable Gap gap) {
    /** The data of a line that has none. */
    public static final Causal NONE = new Causal("", 0, 0, List.of(), 0, false, false, false, null, null);

    /**
     * What the first line of a task tells about the hop that led to it.
     *
     * @param site the source line of the hop; empty if it is not known
     * @param isApproximate whether the site was remembered for the class of the function
     * @param submitted when the hop was made, in microseconds since 1970; {@link LogTime#UNKNOWN} if it is not known
     * @param begun when the task began, likewise
     */
    public record TaskStart(String site, boolean isApproximate, long submitted, long begun) {}

    /**
     * The announcement of dropped events.
     *
     * @param dropped how many there were
     * @param from when the first of them was logged, in microseconds since 1970
     * @param to when the last of them was logged, likewise
     * @param reason the code of the reason, such as {@code full}
     */
    public record Gap(long dropped, long from, long to, String reason) {}
}
