package dev.whence.agent.live;

import java.util.HashMap;
import java.util.Map;

/**
 * The waits of threads that have lasted since the last look. A look reads two fields of each thread, so it is cheap.
 *
 * <p>Only numbers are kept of threads and of what they wait for.
 */
public final class LongWaits {
    private Map<Long, Begun> waits = new HashMap<>();

    /**
     * A wait.
     *
     * @param identity the identity hash code of what the thread is blocked by
     * @param since the look that saw it first, in milliseconds of the system's clock
     */
    private record Begun(int identity, long since) {}

    /** Looks at all threads. Returns a number for the set of waits that the last look has seen too; 0 for none. */
    public long look(long now) {
        Map<Long, Begun> before = waits;
        Map<Long, Begun> found = new HashMap<>();
        long lasting = 0;
        for (Thread thread : Threads.all()) {
            Object blocker = Awaited.blocker(thread);
            if (blocker != null) {
                long id = Monitors.id(thread);
                int identity = System.identityHashCode(blocker);
                Begun known = before.get(id);
                boolean isSame = known != null && known.identity == identity;
                found.put(id, isSame ? known : new Begun(identity, now));
                lasting += isSame ? (id * 31 + identity) * 0x9E3779B97F4A7C15L | 1 : 0;
            }
        }
        waits = found;
        return lasting;
    }

    /** Whether a thread is in the wait now that the last look has seen. */
    boolean isInSame(Thread thread) {
        Begun known = waits.get(Monitors.id(thread));
        Object blocker = Awaited.blocker(thread);
        return known != null && blocker != null && known.identity == System.identityHashCode(blocker);
    }

    /** Returns when the wait of a thread was first seen, or the given time if it was not. */
    public long since(long threadId, long now) {
        Begun known = waits.get(threadId);
        return known == null ? now : known.since;
    }
}
