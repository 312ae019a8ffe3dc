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
 * Runs random tasks that log, fork and wait for each other on a real pool, and keeps a model of what happened before
 * what: by forks, which are tracked, and also by waiting, which nothing tracks without the agent.
 */
final class TaskGraph implements AutoCloseable {
    /** The events that happened before each event, directly or not. */
    final Map<Integer, BitSet> tracked = new ConcurrentHashMap<>();

    final Map<Integer, BitSet> actual = new ConcurrentHashMap<>();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Queue<Future<?>> forks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Logger log;

    /** What one task knows of the past. */
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

    /** Logs the number of the event; every fourth is below INFO. */
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
