package dev.whence.agent.live;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when threads have done nothing at all, by the CPU time that they have used. A thread that waits, for a lock or
 * for bytes of a socket, uses none. One that does the same again and again, however shortly, uses some. Of virtual
 * threads it is not known.
 *
 * <p>Only numbers are kept of threads.
 */
final class CpuTimes {
    private static final int UNKNOWN = -1;

    private Map<Long, Use> before = new HashMap<>();
    private Map<Long, Use> now = new HashMap<>();

    /**
     * What is known of a thread.
     *
     * @param cpuNanos the CPU time that it has used
     * @param since the look that saw this number first, in milliseconds of the system's clock
     * @param isBusy whether it has used some since the last look, or that is not known
     */
    private record Use(long cpuNanos, long since, boolean isBusy) {}

    /** Begins a look. What the last one has not asked for is forgotten. */
    void begin() {
        before = now;
        now = new HashMap<>();
    }

    /**
     * Returns since when a thread has used no CPU time, which is the given moment if the last look has not asked for it;
     * {@link Long#MAX_VALUE} if it has used some since then, or if that is not known.
     */
    long idleSince(Thread thread, long moment) {
        long id = Monitors.id(thread);
        Use known = now.get(id);
        if (known == null) {
            known = next(before.get(id), cpuNanos(thread), moment);
            now.put(id, known);
        }
        return known.isBusy ? Long.MAX_VALUE : known.since;
    }

    private static Use next(@Nullable Use last, long cpuNanos, long moment) {
        boolean isBusy = cpuNanos == UNKNOWN || (last != null && last.cpuNanos != cpuNanos);
        return new Use(cpuNanos, last == null || isBusy ? moment : last.since, isBusy);
    }

    private static long cpuNanos(Thread thread) {
        try {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(Monitors.id(thread));
        } catch (RuntimeException | LinkageError withoutModule) {
            return UNKNOWN;
        }
    }
}
