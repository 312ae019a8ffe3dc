package dev.whence.log.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A random program of several services whose clocks differ. Its tasks fork, join and call each other, also across
 * services, and some of them never log.
 */
public final class Simulation {
    /** The usual bound for believing a stamp of another service, {@code clock.maxAhead}. */
    public static final long HOUR = 3_600_000_000L;

    private static final long BEGIN = 1_790_000_000_000_000L;
    private static final int TASKS = 12;

    /** The longest time between two steps, in microseconds, of a busy program. */
    private static final int BUSY = 40;

    private final Random random;
    private final int pace;
    private final List<SimProcess> processes = new ArrayList<>();
    private final List<SimTask> tasks = new ArrayList<>();
    private final Consumer<SimEvent> log;
    private long now = BEGIN;
    private int operations;

    /**
     * Creates a program.
     *
     * @param offsets how far the clock of each service is ahead of the true time, in microseconds
     * @param log takes the events, in the order in which they happen
     */
    public Simulation(long seed, long[] offsets, Consumer<SimEvent> log) {
        this(seed, BUSY, offsets, log);
    }

    /**
     * Creates a program that takes its time.
     *
     * @param pace the longest time between two steps, in microseconds
     */
    public Simulation(long seed, int pace, long[] offsets, Consumer<SimEvent> log) {
        this.random = new Random(seed);
        this.pace = pace;
        this.log = log;
        for (int i = 0; i < offsets.length; i++) {
            String instance = "%06x%02x".formatted(random.nextInt(1 << 24), i);
            processes.add(new SimProcess("service-" + (char) ('a' + i), instance, offsets[i]));
        }
    }

    /** Returns the events of a program. */
    public static List<SimEvent> events(long seed, int count, long... offsets) {
        List<SimEvent> events = new ArrayList<>();
        new Simulation(seed, offsets, events::add).run(count);
        return events;
    }

    /** Returns the services. */
    public List<SimProcess> processes() {
        return List.copyOf(processes);
    }

    /** Logs a number of events. */
    public void run(int count) {
        for (int i = 0; i < count; ) {
            now += 1 + random.nextInt(pace);
            SimTask task = task();
            switch (random.nextInt(5)) {
                case 0 -> replace(new SimTask(task.process, task.correlation), task);
                case 1 -> replace(new SimTask(any(processes), task.correlation), task);
                case 2 -> task.follow(any(tasks), now, HOUR);
                default -> {
                    log.accept(task.log(now, "step " + i + " of the operation, with some words"));
                    i++;
                }
            }
        }
    }

    private SimTask task() {
        if (tasks.size() < TASKS) {
            tasks.add(new SimTask(any(processes), "op-" + ++operations));
            return tasks.get(tasks.size() - 1);
        }
        if (random.nextInt(20) == 0) {
            tasks.set(random.nextInt(TASKS), new SimTask(any(processes), "op-" + ++operations));
        }
        return any(tasks);
    }

    /** Lets a new task follow one that made it, in the place of some other. */
    private void replace(SimTask task, SimTask maker) {
        task.follow(maker, now, HOUR);
        tasks.set(random.nextInt(tasks.size()), task);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
