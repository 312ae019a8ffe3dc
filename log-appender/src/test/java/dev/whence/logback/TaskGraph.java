package dev.whence.logback;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Propagation;
import dev.whence.context.Scope;
import dev.whence.context.Trust;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * A random graph of tasks that log, fork, wait for each other, and send messages to other processes, on a real pool. One
 * of four tasks logs nothing. The graph records which events happened before each event.
 */
final class TaskGraph implements AutoCloseable {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Logger log;
    private final World world;
    private final int process;

    /**
     * What the graphs of all processes record together. Each process has classes of its own, so these are objects of the
     * JDK.
     *
     * @param tracked for each event those that happened before it by forks and messages alone: the log must know them
     * @param actual for each event those that happened before it by waits too. Waits are not tracked without the agent
     * @param processes the processes, which take messages
     * @param forks the tasks that may still run. A task adds those that it forks before it ends
     */
    record World(
            AtomicInteger ids,
            Map<Integer, BitSet> tracked,
            Map<Integer, BitSet> actual,
            Map<Integer, Integer> processOf,
            List<Function<Object[], Future<Object[]>>> processes,
            Queue<Future<?>> forks) {
        World() {
            this(
                    new AtomicInteger(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new CopyOnWriteArrayList<>(),
                    new ConcurrentLinkedQueue<>());
        }

        Object[] parts() {
            return new Object[] {ids, tracked, actual, processOf, processes, forks};
        }

        @SuppressWarnings("unchecked")
        static World of(Object[] parts) {
            return new World(
                    (AtomicInteger) parts[0],
                    (Map<Integer, BitSet>) parts[1],
                    (Map<Integer, BitSet>) parts[2],
                    (Map<Integer, Integer>) parts[3],
                    (List<Function<Object[], Future<Object[]>>>) parts[4],
                    (Queue<Future<?>>) parts[5]);
        }
    }

    /** The events that happened before the current point of a task. */
    private record Past(BitSet tracked, BitSet actual) {
        Past() {
            this(new BitSet(), new BitSet());
        }

        Past copy() {
            return new Past((BitSet) tracked.clone(), (BitSet) actual.clone());
        }
    }

    /** Makes the graph of the only process. */
    TaskGraph(Logger log) {
        this(log, new World(), 0);
    }

    TaskGraph(Logger log, World world, int process) {
        this.log = log;
        this.world = world;
        this.process = process;
    }

    Map<Integer, BitSet> tracked() {
        return world.tracked;
    }

    Map<Integer, BitSet> actual() {
        return world.actual;
    }

    void run(long seed) throws Exception {
        run(seed, 40, 5);
    }

    /**
     * Runs a graph to its end, in this process and in those that it sends messages to. It begins on a thread that has
     * logged nothing.
     */
    void run(long seed, int steps, int depth) throws Exception {
        Callable<Past> root = () -> task(new Past(), new Random(seed), steps, depth);
        pool.submit(() -> Correlation.current().wrap(root).call()).get();
        for (Future<?> fork = world.forks.poll(); fork != null; fork = world.forks.poll()) {
            fork.get();
        }
    }

    private Past task(Past past, Random random, int steps, int depth) throws Exception {
        boolean isSilent = random.nextInt(4) == 0;
        for (int step = 0; step < steps; step++) {
            if (random.nextBoolean()) {
                if (!isSilent) {
                    log(past, random);
                }
            } else if (depth > 0 && !world.processes.isEmpty() && random.nextBoolean()) {
                send(past, random, depth - 1);
            } else if (depth > 0) {
                Future<Past> fork = fork(past.copy(), new Random(random.nextLong()), depth - 1);
                if (random.nextInt(3) == 0) {
                    past.actual.or(fork.get().actual);
                }
            }
        }
        return past;
    }

    /** Logs the number of the event, at a random level. */
    private void log(Past past, Random random) {
        int id = world.ids.getAndIncrement();
        Past before = past.copy();
        world.tracked.put(id, before.tracked);
        world.actual.put(id, before.actual);
        world.processOf.put(id, process);
        switch (random.nextInt(4)) {
            case 0 -> log.debug("{}", id);
            case 1 -> log.warn("{}", id);
            default -> log.info("{}", id);
        }
        past.tracked.set(id);
        past.actual.set(id);
    }

    private Future<Past> fork(Past past, Random random, int depth) {
        Future<Past> fork = random.nextBoolean() ? wrapped(past, random, depth) : handedOff(past, random, depth);
        world.forks.add(fork);
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

    /** Sends a message to a random process, and in one of two cases waits for its response. */
    private void send(Past past, Random random, int depth) throws Exception {
        Past sent = past.copy();
        Map<String, String> headers = new HashMap<>();
        Propagation.inject(headers, Map::put);
        int receiver = random.nextInt(world.processes.size());
        Future<Object[]> response = world.processes
                .get(receiver)
                .apply(new Object[] {headers, sent.tracked, sent.actual, random.nextLong(), depth});
        world.forks.add(response);
        if (random.nextBoolean()) {
            Object[] received = response.get();
            Propagation.extractEdge(headers(received), Map::get, Trust.ALL);
            past.tracked.or(told((BitSet) received[1]));
            past.actual.or((BitSet) received[2]);
        }
    }

    /** Runs a task for a message of a process. Returns its response. */
    Future<Object[]> receive(Object[] message) {
        Past past = new Past(told((BitSet) message[1]), (BitSet) message[2]);
        return pool.submit(() -> {
            try (Scope ignored =
                    Propagation.extract(headers(message), Map::get, Trust.ALL).resume()) {
                Random random = new Random((Long) message[3]);
                Past end = task(past, random, 1 + random.nextInt(6), (Integer) message[4]);
                Map<String, String> headers = new HashMap<>();
                Propagation.injectEdge(headers, Map::put);
                return new Object[] {headers, end.tracked, end.actual};
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> headers(Object[] message) {
        return (Map<String, String>) message[0];
    }

    /**
     * Returns the events that this process must know to precede a message, of those that the sender knows. A header has
     * the latest of these. Of them, a process ignores its own, with all that it knows by them alone.
     */
    private BitSet told(BitSet sent) {
        BitSet latest = (BitSet) sent.clone();
        sent.stream().forEach(id -> latest.andNot(world.tracked.get(id)));
        BitSet told = new BitSet();
        latest.stream()
                .filter(id -> !Integer.valueOf(process).equals(world.processOf.get(id)))
                .forEach(id -> {
                    told.set(id);
                    told.or(world.tracked.get(id));
                });
        return told;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
