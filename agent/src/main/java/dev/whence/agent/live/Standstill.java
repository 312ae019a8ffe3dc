package dev.whence.agent.live;

import dev.whence.agent.live.Circle.Stop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What stands still for ever, unless code from outside completes a future or interrupts a thread: threads that wait
 * without a time limit, the futures that they wait for, and pools all of whose threads wait while work is queued.
 *
 * <p>At first all that waits is taken to stand still. Then what has a way out is taken away, and what waits for that,
 * until nothing changes. What is left has no way out: each member waits for another one. A future of which nothing is
 * known that completes it has a way out, since a callback may do that.
 */
public final class Standstill {
    /** How many threads, futures and pools are looked at. A program in which more are linked is not judged. */
    private static final int MOST = 1_000_000;

    private final Members all;

    /** What each member waits for. */
    private final IdentityHashMap<Object, List<Object>> needs = new IdentityHashMap<>();

    /** The members that wait for a member. */
    private final IdentityHashMap<Object, List<Object>> neededBy = new IdentityHashMap<>();

    private final Set<Object> still = Collections.newSetFromMap(new IdentityHashMap<>());

    private Standstill(Members all) {
        this.all = all;
    }

    /** Looks, and returns the circles of what stands still. */
    public static List<Circle> look() {
        List<Thread> threads = Threads.all();
        Standstill all = new Standstill(new Members(Survey.lookWithoutStacks(), new Monitors(threads)));
        for (Thread thread : threads) {
            if (Awaited.blocker(thread) != null) {
                all.reach(thread);
            }
        }
        if (all.needs.size() > MOST) {
            return List.of();
        }
        all.takeAway();
        return all.circles();
    }

    /** Finds what a member waits for, and so on. */
    private void reach(Object first) {
        Deque<Object> left = new ArrayDeque<>(List.of(first));
        for (Object next = left.poll(); next != null && needs.size() <= MOST; next = left.poll()) {
            if (!needs.containsKey(next)) {
                List<Object> needed = all.needs(next);
                needs.put(next, needed);
                for (Object one : needed) {
                    neededBy.computeIfAbsent(one, key -> new ArrayList<>(1)).add(next);
                    left.add(one);
                }
            }
        }
    }

    private void takeAway() {
        Deque<Object> left = new ArrayDeque<>(needs.keySet());
        still.addAll(needs.keySet());
        for (Object next = left.poll(); next != null; next = left.poll()) {
            if (still.contains(next) && !standsStill(next)) {
                still.remove(next);
                left.addAll(neededBy.getOrDefault(next, List.of()));
            }
        }
    }

    /** Whether a member has no way out, as far as that is known of those that it waits for. */
    private boolean standsStill(Object member) {
        boolean isHeld = false;
        for (Object one : needs.getOrDefault(member, List.of())) {
            if (still.contains(one)) {
                isHeld = true;
            } else if (one instanceof Thread) {
                // A thread of a pool takes work, and a thread that completes a future goes on.
                return false;
            }
        }
        return isHeld;
    }

    private List<Circle> circles() {
        List<Circle> circles = new ArrayList<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object member : still) {
            List<Object> path = new ArrayList<>();
            Object next = member;
            while (next != null && seen.add(next)) {
                path.add(next);
                next = next(next);
            }
            int begin = indexOf(path, next);
            if (begin >= 0) {
                circles.add(circle(inOrder(path.subList(begin, path.size()))));
            }
        }
        return circles;
    }

    private @Nullable Object next(Object member) {
        for (Object one : needs.getOrDefault(member, List.of())) {
            if (still.contains(one)) {
                return one;
            }
        }
        return null;
    }

    private static int indexOf(List<Object> path, @Nullable Object wanted) {
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Lets a circle begin at its pool, else at its oldest thread, so that it is told in the same way each time. */
    private static List<Object> inOrder(List<Object> members) {
        List<Object> ordered = new ArrayList<>(members);
        Object first = Collections.min(members, Comparator.comparingLong(Standstill::rank));
        Collections.rotate(ordered, -indexOf(members, first));
        return ordered;
    }

    private static long rank(Object member) {
        if (member instanceof Pool) {
            return 0;
        }
        return member instanceof Thread thread ? Monitors.id(thread) : Long.MAX_VALUE;
    }

    private Circle circle(List<Object> members) {
        List<Stop> stops = new ArrayList<>();
        Set<Object> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object member : members) {
            stops.add(all.stop(member));
            if (member instanceof Pool pool) {
                threads.addAll(pool.workers);
            } else if (member instanceof Thread) {
                threads.add(member);
            }
        }
        long identity = 0;
        for (Object thread : threads) {
            int blocker = System.identityHashCode(LockSupport.getBlocker((Thread) thread));
            identity += (Monitors.id((Thread) thread) * 31 + blocker) * 0x9E3779B97F4A7C15L;
        }
        long waiting = still.stream().filter(Thread.class::isInstance).count();
        return new Circle(stops, (int) waiting - threads.size(), identity);
    }
}
