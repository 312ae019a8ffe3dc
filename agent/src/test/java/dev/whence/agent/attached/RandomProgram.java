package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/**
 * A random graph of tasks, made of the JDK's own hops. What a task does follows from the seed alone; when it does so, and
 * whether a future is complete by then, is left to chance. Beside each hop stands what it means for the order of events.
 */
final class RandomProgram {
    /** How many programs run; the property sets it. */
    private static final int PROGRAMS = Integer.getInteger("whence.programs", 250);

    private static final long FIRST_SEED = Long.getLong("whence.seed", 20_261_122);

    /** A task that fails; its future hands this on. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Waits for the end of something. */
    interface Wait {
        void await() throws Exception;
    }

    /**
     * Something started.
     *
     * @param future null if it is no {@code CompletableFuture}
     * @param end the moment of its completion
     * @param elects whether the future's value is always that moment, so that it tells who won
     */
    record Stage(CompletableFuture<Moment> future, Moment end, Wait ending, boolean elects) {
        static Stage of(CompletableFuture<Moment> future, Moment end, boolean elects) {
            return new Stage(future, end, () -> future.get(SECONDS, TimeUnit.SECONDS), elects);
        }

        /** A stage may fail, time out or be cancelled, and so do those that depend on it. */
        void await() throws Exception {
            try {
                ending.await();
            } catch (CancellationException e) {
                // It was to be.
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (!(cause instanceof Failure
                        || cause instanceof CancellationException
                        || cause instanceof TimeoutException)) {
                    throw e;
                }
            }
        }
    }

    final ProgramThreads threads;
    final CausalLog log;

    /** What tasks do beside starting others and waiting for them. */
    final RandomMessages messages;

    private final List<Moment> events = new ArrayList<>();
    private final Queue<Stage> started = new ConcurrentLinkedQueue<>();

    private RandomProgram(ProgramThreads threads, CausalLog log, RandomMessages messages) {
        this.threads = threads;
        this.log = log;
        this.messages = messages;
    }

    /** The seeds of the programs to run. */
    static long[] seeds() {
        System.out.println("seeds " + FIRST_SEED + " to " + (FIRST_SEED + PROGRAMS - 1));
        return LongStream.range(FIRST_SEED, FIRST_SEED + PROGRAMS).toArray();
    }

    /** Runs a program to its end; the moments of its events. */
    static List<Moment> run(long seed, ProgramThreads threads, CausalLog log, RandomMessages messages)
            throws Exception {
        RandomProgram program = new RandomProgram(threads, log, messages);
        new RandomStrand(program, Moment.silent("main"), new Random(seed), List.of(), true, 0).go();
        for (Stage stage = program.started.poll(); stage != null; stage = program.started.poll()) {
            stage.await();
        }
        return program.events;
    }

    void add(Stage stage) {
        started.add(stage);
    }

    /** The next event, which comes after a moment. */
    Moment event(Moment earlier) {
        synchronized (events) {
            Moment event = Moment.event(events.size()).after(earlier);
            events.add(event);
            return event;
        }
    }
}
