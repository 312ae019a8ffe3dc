package dev.whence.agent.attached;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A random program of steps that make, keep, share, wrap and throw exceptions, and start each other in many ways.
 *
 * <p>Each step has a method and a lambda of its own, and runs once, so that a frame tells which step it is of. Of each
 * exception it is noted which steps led there: those that started each other down to the one that made it, and those that
 * were at work on its thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails in the end is the point.
final class RandomFailures {
    static final int STEPS = 12;

    private final Random random;
    private final ExecutorService pool;
    private final AtomicReferenceArray<RuntimeException> kept = new AtomicReferenceArray<>(3);
    private final AtomicReferenceArray<CompletableFuture<Object>> shared = new AtomicReferenceArray<>(3);
    private final Map<Throwable, Set<String>> ledThere = Collections.synchronizedMap(new IdentityHashMap<>());
    private final ThreadLocal<List<Run>> running = ThreadLocal.withInitial(ArrayList::new);
    private final Phaser unfinished = new Phaser(1);
    private int next;

    /** A run of a step, and the runs that led to it. */
    private record Run(String step, Set<String> chain) {}

    RandomFailures(long seed, ExecutorService pool) {
        this.random = new Random(seed);
        this.pool = pool;
        for (int i = 0; i < shared.length(); i++) {
            shared.set(i, new CompletableFuture<>());
        }
    }

    /** Runs it to its end; what was made, and the steps that may stand in its trace. */
    Map<Throwable, Set<String>> run() {
        startNext(Set.of());
        unfinished.arriveAndAwaitAdvance();
        return ledThere;
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    private synchronized int nextStep() {
        return next < STEPS ? next++ : -1;
    }

    private void startNext(Set<String> chain) {
        int step = nextStep();
        if (step >= 0) {
            unfinished.register();
            Set<String> longer = new LinkedHashSet<>(chain);
            longer.add("step" + step);
            start(body(step, new Run("step" + step, longer)));
        }
    }

    private void start(Runnable body) {
        switch (random(7)) {
            case 0 -> pool.execute(body);
            case 1 -> pool.submit(body);
            case 2 -> CompletableFuture.runAsync(body, pool);
            case 3 -> CompletableFuture.completedFuture("now").thenRun(body);
            case 4 -> shared(random(3)).exceptionally(failed -> null).thenRun(body);
            case 5 -> CompletableFuture.completedFuture("now").thenRunAsync(body, pool);
            default -> {
                Thread thread = new Thread(body);
                thread.setUncaughtExceptionHandler((dead, thrown) -> {});
                thread.start();
            }
        }
    }

    private CompletableFuture<Object> shared(int slot) {
        CompletableFuture<Object> future = shared.get(slot);
        pool.execute(() -> future.complete("in the end"));
        return future;
    }

    private void act(Run run) {
        running.get().add(run);
        try {
            startNext(run.chain);
            for (int i = random(4); i >= 0; i--) {
                act(run, random(9));
            }
            startNext(run.chain);
        } finally {
            running.get().remove(run);
            unfinished.arriveAndDeregister();
        }
    }

    private void act(Run run, int what) {
        int slot = random(3);
        RuntimeException known = kept.get(slot);
        switch (what) {
            case 0 -> kept.set(slot, made(run, new IllegalStateException("kept")));
            case 1 -> throw made(run, new IllegalStateException("thrown"));
            case 2 -> shared.get(slot).completeExceptionally(made(run, new IllegalStateException("given")));
            case 3 -> CompletableFuture.failedFuture(known == null ? made(run, new IllegalStateException()) : known);
            case 4 -> {
                if (known != null) {
                    throw known;
                }
            }
            case 5 -> {
                if (known != null) {
                    throw made(run, new IllegalStateException("wrapped", known));
                }
            }
            case 6 -> {
                if (shared.get(slot).isCompletedExceptionally()) {
                    shared.get(slot).join();
                }
            }
            case 7 -> {
                try {
                    shared.get(slot).getNow(null);
                } catch (CompletionException e) {
                    kept.set(slot, made(run, new IllegalStateException("of a future", e.getCause())));
                }
            }
            default -> {
                if (known != null) {
                    shared.get(slot).completeExceptionally(known);
                }
            }
        }
    }

    private RuntimeException made(Run run, RuntimeException exception) {
        Set<String> led = new LinkedHashSet<>(run.chain);
        running.get().forEach(outer -> led.add(outer.step));
        ledThere.put(exception, led);
        return exception;
    }

    private Runnable body(int step, Run run) {
        return switch (step) {
            case 0 -> () -> step0(run);
            case 1 -> () -> step1(run);
            case 2 -> () -> step2(run);
            case 3 -> () -> step3(run);
            case 4 -> () -> step4(run);
            case 5 -> () -> step5(run);
            case 6 -> () -> step6(run);
            case 7 -> () -> step7(run);
            case 8 -> () -> step8(run);
            case 9 -> () -> step9(run);
            case 10 -> () -> step10(run);
            default -> () -> step11(run);
        };
    }

    private void step0(Run run) {
        act(run);
    }

    private void step1(Run run) {
        act(run);
    }

    private void step2(Run run) {
        act(run);
    }

    private void step3(Run run) {
        act(run);
    }

    private void step4(Run run) {
        act(run);
    }

    private void step5(Run run) {
        act(run);
    }

    private void step6(Run run) {
        act(run);
    }

    private void step7(Run run) {
        act(run);
    }

    private void step8(Run run) {
        act(run);
    }

    private void step9(Run run) {
        act(run);
    }

    private void step10(Run run) {
        act(run);
    }

    private void step11(Run run) {
        act(run);
    }
}
