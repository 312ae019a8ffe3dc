package dev.whence.agent.attached;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * A way from one task to another, and the name of its boundary in a stack trace. Each has a line of its own here, which is
 * where the hop is made.
 */
@SuppressWarnings("FutureReturnValueIgnored")
record Hop(String boundary, String name, Starter starter) {
    interface Starter {
        /** Hands the body over, and lets it run. */
        void start(Pools pools, Runnable body) throws Exception;
    }

    static Stream<Hop> all() {
        return Stream.of(
                of("execute", (pools, body) -> pools.single().execute(body)),
                of("submit", (pools, body) -> pools.single().submit(body)),
                of("submit", "fork/join", (pools, body) -> pools.forkJoin().submit(body)),
                of("execute", "fork/join", (pools, body) -> pools.forkJoin().execute(body)),
                of("fork", (pools, body) -> pools.forkJoin().invoke(ForkJoinTask.adapt(() -> fork(body)))),
                of("invokeAll", (pools, body) -> pools.single().invokeAll(List.of(Executors.callable(body)))),
                of("schedule", (pools, body) -> pools.scheduled().schedule(body, 1, MILLISECONDS)),
                of("scheduleAtFixedRate", (pools, body) -> once(pools.scheduled(), body)),
                of("scheduleWithFixedDelay", (pools, body) -> pools.scheduled()
                        .scheduleWithFixedDelay(body, 1, 1_000_000, MILLISECONDS)),
                of("schedule", "timer", (pools, body) -> new Timer(true).schedule(timerTask(body), 1)),
                of("start", (pools, body) -> new Thread(body).start()),
                of("runAsync", (pools, body) -> CompletableFuture.runAsync(body, pools.single())),
                of("supplyAsync", (pools, body) -> CompletableFuture.supplyAsync(() -> run(body), pools.single())),
                of("completeAsync", (pools, body) -> new CompletableFuture<>()
                        .completeAsync(() -> run(body), pools.single())));
    }

    /** Those that need virtual threads. */
    static Stream<Hop> ofVirtualThreads() {
        return Stream.of(
                of("startVirtualThread", (pools, body) -> Jdk21.startVirtualThread(body)),
                of("start", "virtual", (pools, body) -> Jdk21.unstartedVirtualThread(body)
                        .start()),
                of("submit", "virtual", (pools, body) -> pools.with(Jdk21.newVirtualThreadPerTaskExecutor())
                        .submit(body)));
    }

    private static Hop of(String boundary, Starter starter) {
        return new Hop(boundary, boundary, starter);
    }

    private static Hop of(String boundary, String where, Starter starter) {
        return new Hop(boundary, boundary + ", " + where, starter);
    }

    private static void once(ScheduledExecutorService pool, Runnable body) {
        pool.scheduleAtFixedRate(body, 1, 1_000_000, MILLISECONDS);
    }

    private static void fork(Runnable body) {
        ForkJoinTask.adapt(body).fork();
    }

    private static Object run(Runnable body) {
        body.run();
        return "done";
    }

    private static TimerTask timerTask(Runnable body) {
        return new TimerTask() {
            @Override
            public void run() {
                body.run();
            }
        };
    }

    void start(Pools pools, Runnable body) throws Exception {
        starter.start(pools, body);
    }

    @Override
    public String toString() {
        return name;
    }
}
