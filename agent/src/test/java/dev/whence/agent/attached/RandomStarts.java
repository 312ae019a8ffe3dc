package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.whence.agent.attached.RandomProgram.Stage;
import dev.whence.context.Handoff;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The hops by which a task of a {@link RandomProgram} starts another one, or makes a future that ends by itself. */
@SuppressWarnings("FutureReturnValueIgnored")
final class RandomStarts {
    private final RandomStrand strand;
    private final ProgramThreads threads;

    RandomStarts(RandomStrand strand) {
        this.strand = strand;
        this.threads = strand.program.threads;
    }

    void start(int hop) {
        switch (hop) {
            case 0 -> supplyAsync(threads.cached(), true);
            case 1 -> supplyAsync(threads.fixed(), false);
            case 2 -> completed();
            case 3 -> submit();
            case 4 -> execute();
            case 5 -> forkJoin();
            case 6 -> thread(new RandomTask(strand, "Thread.start", true, false), false);
            case 7 -> thread(new RandomTask(strand, "virtual Thread.start", true, false), true);
            case 8 -> timer();
            case 9 -> schedule();
            case 10 -> supplyAsync(threads.delayed(), false);
            case 11 -> cancel();
            case 12 -> cancelTask(new FutureTask<>(() -> null), "FutureTask.cancel");
            case 13 -> cancelTask(threads.scheduled().schedule(() -> null, 1, HOURS), "ScheduledFuture.cancel");
            case 14 -> cancelTask(ForkJoinTask.adapt((Callable<Moment>) () -> null), "ForkJoinTask.cancel");
            case 15 -> failForkJoin();
            case 16 -> orTimeout();
            case 17 -> completeOnTimeout();
            case 18 -> periodic();
            case 19 -> handOff();
            default -> completeAsync();
        }
    }

    private void supplyAsync(Executor executor, boolean waits) {
        RandomTask body = new RandomTask(strand, "supplyAsync", waits, true);
        strand.add(CompletableFuture.supplyAsync(body::run, executor), body);
    }

    private void completeAsync() {
        RandomTask body = new RandomTask(strand, "completeAsync", false, true);
        strand.add(new CompletableFuture<Moment>().completeAsync(body::run, threads.fixed()), body);
    }

    /** A future that is complete from the beginning. */
    void completed() {
        Moment end = Moment.silent("completedFuture");
        // It has no completer whom it would have to name.
        end.afterUntracked(strand.now);
        strand.add(Stage.of(CompletableFuture.completedFuture(end), end, true));
    }

    private void submit() {
        RandomTask body = new RandomTask(strand, "submit", true, true);
        Future<Moment> future = threads.cached().submit((Callable<Moment>) body::run);
        strand.add(new Stage(null, body.end, () -> future.get(SECONDS, TimeUnit.SECONDS), false));
    }

    /** A future that another thread completes. */
    private void execute() {
        RandomTask body = new RandomTask(strand, "execute", false, true);
        CompletableFuture<Moment> promise = new CompletableFuture<>();
        threads.fixed().execute(() -> body.complete(promise));
        strand.add(promise, body);
    }

    /** A future that another thread cancels. */
    private void cancel() {
        RandomTask body = new RandomTask(strand, "cancel", false, false);
        CompletableFuture<Moment> promise = new CompletableFuture<>();
        threads.fixed().execute(() -> {
            body.run();
            promise.cancel(true);
        });
        strand.add(Stage.of(promise, body.end, false));
    }

    /** A task that another thread cancels before it runs. */
    private void cancelTask(Future<?> task, String hop) {
        RandomTask body = new RandomTask(strand, hop, false, false);
        threads.fixed().execute(() -> {
            body.run();
            task.cancel(true);
        });
        strand.add(new Stage(null, body.end, () -> task.get(SECONDS, TimeUnit.SECONDS), false));
    }

    private void failForkJoin() {
        RandomTask body = new RandomTask(strand, "failing ForkJoinTask", false, true);
        Future<Moment> task = threads.forkJoin().submit((Callable<Moment>) body::run);
        strand.add(new Stage(null, body.end, () -> task.get(SECONDS, TimeUnit.SECONDS), false));
    }

    /** A future that nobody completes. What precedes its end is that the timeout was set. */
    private void orTimeout() {
        Moment end = Moment.silent("orTimeout").after(strand.now);
        strand.add(Stage.of(new CompletableFuture<Moment>().orTimeout(1, MILLISECONDS), end, false));
    }

    private void completeOnTimeout() {
        Moment end = Moment.silent("completeOnTimeout").after(strand.now);
        strand.add(Stage.of(new CompletableFuture<Moment>().completeOnTimeout(end, 1, MILLISECONDS), end, true));
    }

    /** A task that runs several times. The last run fails, which ends the future. */
    private void periodic() {
        Deque<RandomTask> runs = new ArrayDeque<>();
        for (int i = 0; i < 3; i++) {
            runs.add(new RandomTask(strand, "periodic run", false, false));
        }
        Moment end = runs.getLast().end;
        AtomicReference<Moment> previous = new AtomicReference<>(Moment.silent("scheduled"));
        Future<?> future = threads.scheduled()
                .scheduleAtFixedRate(
                        () -> {
                            previous.set(runs.remove().run(previous.get()));
                            if (runs.isEmpty()) {
                                throw new RandomProgram.Failure();
                            }
                        },
                        0,
                        1,
                        MILLISECONDS);
        strand.add(new Stage(null, end, () -> future.get(SECONDS, TimeUnit.SECONDS), false));
    }

    /** A hand-off of this task that another one resumes. */
    private void handOff() {
        new RandomTask(strand, "Handoff", false, false).resumedElsewhere(Handoff.capture());
    }

    private void timer() {
        RandomTask body = new RandomTask(strand, "Timer.schedule", false, true);
        CompletableFuture<Moment> promise = new CompletableFuture<>();
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                body.complete(promise);
            }
        };
        threads.timer().schedule(task, 0);
        strand.add(promise, body);
    }

    private void schedule() {
        RandomTask body = new RandomTask(strand, "schedule", false, true);
        Future<Moment> future = threads.scheduled().schedule((Callable<Moment>) body::run, 1, MILLISECONDS);
        strand.add(new Stage(null, body.end, () -> future.get(SECONDS, TimeUnit.SECONDS), false));
    }

    /** A task that forks two others and joins them in the pool. */
    private void forkJoin() {
        RandomTask body = new RandomTask(strand, "ForkJoinPool.submit", false, false);
        ForkJoinTask<Moment> task = threads.forkJoin().submit(() -> {
            RandomStrand forking = body.strand();
            RandomTask left = new RandomTask(forking, "fork", false, false);
            RandomTask right = new RandomTask(forking, "fork", false, false);
            ForkJoinTask<Moment> forkedLeft =
                    ForkJoinTask.adapt((Callable<Moment>) left::run).fork();
            ForkJoinTask<Moment> forkedRight =
                    ForkJoinTask.adapt((Callable<Moment>) right::run).fork();
            forking.log();
            forkedRight.join();
            forkedLeft.join();
            forking.now =
                    Moment.silent("join").after(forking.now).after(left.end).after(right.end);
            forking.log();
            return body.end(forking);
        });
        strand.add(new Stage(null, body.end, () -> task.get(SECONDS, TimeUnit.SECONDS), false));
    }

    private void thread(RandomTask body, boolean virtual) {
        Thread thread = virtual && ProgramThreads.HAVE_VIRTUAL
                ? Jdk21.unstartedVirtualThread(body::run)
                : new Thread(body::run);
        thread.start();
        strand.add(new Stage(null, body.end, thread::join, false));
    }
}
