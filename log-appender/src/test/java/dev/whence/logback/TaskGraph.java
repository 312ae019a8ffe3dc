package dev.whence.logback;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.BitSet;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/**
 * A random graph of tasks that log, fork and wait for each other on a real pool. It records which events happened
 * before each event: by forks alone, which are tracked, and by forks and waits. Waits are not tracked without the
 * agent.
 */
final class TaskGraph implements AutoCloseable {
    /** For each event, all events that happened before it by forks alone. */
    final Map<Integer, BitSet> tracked = new ConcurrentHashMap<>();

    /** For each event, all events that happened before it by forks and waits. */
    final Map<Integer, BitSet> actual = new ConcurrentHashMap<>();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Queue<Future<?>> forks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Logger log;

    /** The events that happened before the current point of a task. */
    private static final class Past {
        final BitSet tracked;
        final BitSet actual;

        Past(BitSet tracked, BitSet actual) {
            this.tracked = (BitSet) tracked.clone();
            this.actual = (BitSet) actual.clone();
        }
    }

    TaskGraph(Logger log) {
        this.log = log;
    }

    void run(long seed) throws Exception {
        pool.submit(() -> task(new Past(new BitSet(), new BitSet()), new Random(seed), 40, 5))
                .get();
        for (Future<?> fork = forks.poll(); fork != null; fork = forks.poll()) {
            fork.get();
        }
    }

    private Past task(Past past, Random random, int steps, int depth) throws Exception {
        for (int step = 0; step < steps; step++) {
            if (random.nextBoolean()) {
                log(past, random);
            } else if (depth > 0) {
                Future<Past> fork = fork(new Past(past.tracked, past.actual), new Random(random.nextLong()), depth - 1);
                if (random.nextInt(3) == 0) {
                    past.actual.or(fork.get().actual);
                }
            }
        }
        return past;
    }

    /** Logs the number of the event, at a level below INFO in one of four cases. */
    private void log(Past past, Random random) {
        int id = ids.getAndIncrement();
        tracked.put(id, (BitSet) past.tracked.clone());
        actual.put(id, (BitSet) past.actual.clone());
        if (random.nextInt(4) == 0) {
            log.debug("{}", id);
        } else {
            log.info("{}", id);
        }
        past.tracked.set(id);
        past.actual.set(id);
    }

    private Future<Past> fork(Past past, Random random, int depth) {
        Future<Past> fork = random.nextBoolean() ? wrapped(past, random, depth) : handedOff(past, random, depth);
        forks.add(fork);
        return fork;
    }

    private Future<Past> wrapped(Past past, Random random, int depth) {
        return pool.submit(Correlation.current().wrap(() -> task(past, random, 1 + random.nextInt(6), depth)));
    }

    private Future<Past> handedOff(Past past, Random random, int depth) {
        Handoff handoff = Handoff.capture();
        return pool.submit(() -> {
            try (Scope ignored = handoff.resume()) {
                return task(past, random, 1 + random.nextInt(6), depth);
            }
        });
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
