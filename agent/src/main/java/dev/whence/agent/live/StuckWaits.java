package dev.whence.agent.live;

import dev.whence.agent.live.Circle.Stop;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import dev.whence.runtime.jdk.InFlight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Threads of operations that wait for a future, without a time limit, while nothing on the way to its result goes on.
 *
 * <p>A thread waits on for as long as it takes if the work that it waits for is under way, so that alone is nothing
 * wrong. Here a thread counts only if it works for an operation that has begun somewhere, such as a request: the main
 * thread of a program may wait for a server's life. And what it waits for counts only if it does nothing: a
 * thread that uses no CPU time, a pool of such threads, or a future of which nothing is known that completes it. What
 * has a time limit goes on by itself. What waits in a circle is a {@link Standstill}.
 */
public final class StuckWaits {
    /** How many steps a way may have. */
    private static final int DEEPEST = 1_000;

    private final CpuTimes times = new CpuTimes();
    private final LongWaits waits;

    /**
     * A thread that is stuck.
     *
     * @param stops the way from the thread to what does not go on. Each stop waits for the next one
     * @param since since when the thread waits, in milliseconds of the system's clock
     */
    public record Stuck(List<Stop> stops, long since) {}

    public StuckWaits(LongWaits waits) {
        this.waits = waits;
    }

    /** Whether a look is worth its costs: some thread of an operation has waited for half of the patience. */
    public boolean isWorthIt(long now, long patienceMillis) {
        return !suspects(Threads.all(), now - patienceMillis / 2).isEmpty();
    }

    /**
     * Looks at threads that have waited for long. Returns those whose wait has lasted longer than the patience, of which
     * nothing on the way has gone on for half of it.
     */
    public List<Stuck> look(long now, long patienceMillis) {
        times.begin();
        List<Thread> threads = Threads.all();
        Members members = new Members(Survey.lookWithoutStacks(), new Monitors(threads));
        List<List<Object>> ways = new ArrayList<>();
        Set<Object> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread thread : suspects(threads, now - patienceMillis / 2)) {
            Way way = new Way(members, now);
            if (way.isStuck(thread, now - patienceMillis / 2)
                    && since(thread, now) <= now - patienceMillis
                    && waits.isInSame(thread)) {
                ways.add(way.members);
                inside.addAll(way.members.subList(1, way.members.size()));
            }
        }
        List<Stuck> found = new ArrayList<>();
        for (List<Object> way : ways) {
            Thread first = (Thread) way.get(0);
            if (!inside.contains(first)) {
                found.add(new Stuck(way.stream().map(members::stop).toList(), since(first, now)));
            }
        }
        return found;
    }

    private List<Thread> suspects(List<Thread> threads, long before) {
        List<Thread> suspects = new ArrayList<>();
        for (Thread thread : threads) {
            if (since(thread, Long.MAX_VALUE) <= before && worksForOperation(thread)) {
                suspects.add(thread);
            }
        }
        return suspects;
    }

    private long since(Thread thread, long otherwise) {
        return waits.since(Monitors.id(thread), otherwise);
    }

    /** Whether a thread works for something that has begun elsewhere. A periodic task may wait for as long as it likes. */
    private static boolean worksForOperation(Thread thread) {
        State state = InFlight.state(thread);
        for (Task task = state == null ? null : state.task; task != null; task = task.previous()) {
            if (TaskView.isPeriodicRun(task)) {
                return false;
            }
            if (TaskView.hasCorrelation(task)) {
                return true;
            }
        }
        return false;
    }

    /** The way from a thread to what does not go on. */
    private final class Way {
        final List<Object> members = new ArrayList<>();

        private final Members all;
        private final long now;
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        /** Since when all threads on the way do nothing. */
        private long since = Long.MIN_VALUE;

        Way(Members all, long now) {
            this.all = all;
            this.now = now;
        }

        boolean isStuck(Thread first, long before) {
            return leadsToEnd(first) && members.size() > 1 && since <= before;
        }

        /** Adds what leads from a member to what does not go on. Adds nothing and returns false if all goes on. */
        private boolean leadsToEnd(Object member) {
            if (members.size() >= DEEPEST || !seen.add(member) || goesOn(member)) {
                return false;
            }
            members.add(member);
            List<Object> needs = all.needs(member);
            if (needs.isEmpty() && isEnd(member)) {
                return true;
            }
            for (Object one : needs) {
                if (leadsToEnd(one)) {
                    return true;
                }
            }
            members.remove(members.size() - 1);
            return false;
        }

        private boolean goesOn(Object member) {
            if (member instanceof Thread thread) {
                return thread.getState() == Thread.State.TIMED_WAITING || isBusy(thread);
            }
            if (member instanceof Pool pool) {
                return pool.active < pool.workers.size()
                        || pool.workers.stream().anyMatch(this::isBusy);
            }
            Node node = all.node(member);
            return node == null
                    || node.isLimited
                    || node.takesFirst
                    || (node.place() != null && node.place().delayMillis() > 0);
        }

        /** Whether a thread does something. Of a virtual thread that is known only if it waits for a future or a lock. */
        private boolean isBusy(Thread thread) {
            if (Threads.isVirtual(thread)) {
                return Awaited.blocker(thread) == null;
            }
            long idle = times.idleSince(thread, now);
            since = Math.max(since, idle == Long.MAX_VALUE ? since : idle);
            return idle == Long.MAX_VALUE;
        }

        /** Whether nothing is to be expected of what waits for nothing that is known. */
        private boolean isEnd(Object member) {
            return member instanceof Thread thread
                    ? !Threads.isVirtual(thread) && Awaited.blocker(thread) == null
                    : member instanceof CompletableFuture;
        }
    }
}
