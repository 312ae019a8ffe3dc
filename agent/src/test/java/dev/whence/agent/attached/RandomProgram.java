package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A random graph of tasks, made of the JDK's own hops. What a task does follows from the seed alone; when it does so, and
 * whether a future is complete by then, is left to chance. Beside each hop stands what it means for the order of events.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class RandomProgram {
    private static final int MAX_DEPTH = 4;

    /** A task that fails; its future hands this on. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Waits for the end of something. */
    private interface Wait {
        void await() throws Exception;
    }

    /**
     * Something started.
     *
     * @param future null if it is no {@code CompletableFuture}
     * @param end the moment of its completion
     * @param elects whether the future's value is always that moment, so that it tells who won
     */
    private record Stage(CompletableFuture<Moment> future, Moment end, Wait ending, boolean elects) {
        static Stage of(CompletableFuture<Moment> future, Moment end, boolean elects) {
            return new Stage(future, end, () -> future.get(SECONDS, TimeUnit.SECONDS), elects);
        }
    }

    private final ProgramThreads threads;
    private final CausalLog log;
    private final List<Moment> events = new ArrayList<>();
    private final Queue<Stage> started = new ConcurrentLinkedQueue<>();

    private RandomProgram(ProgramThreads threads, CausalLog log) {
        this.threads = threads;
        this.log = log;
    }

    /** Runs a program to its end; the moments of its events. */
    static List<Moment> run(long seed, ProgramThreads threads, CausalLog log) throws Exception {
        RandomProgram program = new RandomProgram(threads, log);
        program.new Strand(Moment.silent("main"), new Random(seed), List.of(), true, 0).go();
        for (Stage stage = program.started.poll(); stage != null; stage = program.started.poll()) {
            await(stage);
        }
        return program.events;
    }

    /** A stage may fail, time out or be cancelled, and so do those that depend on it. */
    private static void await(Stage stage) throws Exception {
        try {
            stage.ending.await();
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

    /** What a task is to do. */
    private final class Body {
        private final Moment fork;
        private final Random random;
        private final List<Stage> known;
        private final boolean mayWait;
        private final int depth;
        private final boolean fails;
        private final Moment end;
        private Strand run;
        private Thread runner;

        Body(Strand parent, String hop, boolean mayWait, boolean mayFail) {
            this.fork = Moment.silent(hop).after(parent.now);
            this.random = new Random(parent.random.nextLong());
            this.known = List.copyOf(parent.known);
            this.mayWait = mayWait;
            this.depth = parent.depth + 1;
            this.fails = mayFail && random.nextInt(6) == 0;
            this.end = Moment.silent("end of " + hop + (fails ? " by failure" : ""));
        }

        /** Runs after the fork, and after what completed the sources. */
        Moment run(Moment... sources) {
            return end(strand(sources));
        }

        private Strand strand(Moment... sources) {
            Moment start = Moment.silent("start").after(fork);
            for (Moment source : sources) {
                start.after(source);
            }
            run = new Strand(start, random, known, mayWait, depth).go();
            runner = Thread.currentThread();
            return run;
        }

        private Moment end(Strand strand) {
            end.after(strand.now);
            if (fails) {
                throw new Failure();
            }
            return end;
        }

        /** A task that yields another stage, and may go on after that one was made. */
        CompletableFuture<Moment> compose(Moment source) {
            Strand strand = strand(source);
            Stage inner = strand.anElecting();
            if (random.nextBoolean()) {
                strand.log();
            }
            end(strand);
            end.after(inner.end);
            return inner.future;
        }
    }

    /** A running task. */
    private final class Strand {
        private final Random random;
        private final List<Stage> known;
        private final boolean mayWait;
        private final int depth;
        private Moment now;

        Strand(Moment start, Random random, List<Stage> known, boolean mayWait, int depth) {
            this.now = start;
            this.random = random;
            this.known = new ArrayList<>(known);
            this.mayWait = mayWait;
            this.depth = depth;
        }

        Strand go() {
            boolean silent = random.nextInt(4) == 0;
            for (int steps = 1 + random.nextInt(5); steps > 0; steps--) {
                if (!silent) {
                    log();
                }
                if (depth < MAX_DEPTH) {
                    step();
                }
            }
            return this;
        }

        void log() {
            int number;
            synchronized (events) {
                number = events.size();
                now = Moment.event(number).after(now);
                events.add(now);
            }
            log.write(number);
        }

        private void step() {
            int choice = random.nextInt(10);
            if (choice < 4 || known.isEmpty()) {
                start(known.isEmpty() ? random.nextInt(3) : random.nextInt(21));
            } else if (choice < 8) {
                register(random.nextInt(11));
            } else if (mayWait) {
                join(known.get(random.nextInt(known.size())));
            }
        }

        /** Waits; what is waited for precedes all that follows. */
        private void join(Stage stage) {
            try {
                await(stage);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            now = Moment.silent("join").after(now).after(stage.end);
        }

        private void start(int hop) {
            switch (hop) {
                case 0 -> supplyAsync(threads.cached(), true);
                case 1 -> supplyAsync(threads.fixed(), false);
                case 2 -> completed();
                case 3 -> submit();
                case 4 -> execute();
                case 5 -> forkJoin();
                case 6 -> thread(new Body(this, "Thread.start", true, false), false);
                case 7 -> thread(new Body(this, "virtual Thread.start", true, false), true);
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
            Body body = new Body(this, "supplyAsync", waits, true);
            add(CompletableFuture.supplyAsync(body::run, executor), body);
        }

        private void completeAsync() {
            Body body = new Body(this, "completeAsync", false, true);
            add(new CompletableFuture<Moment>().completeAsync(body::run, threads.fixed()), body);
        }

        /** A future that is complete from the beginning. */
        private void completed() {
            Moment end = Moment.silent("completedFuture");
            // It has no completer whom it would have to name.
            end.afterUntracked(now);
            add(Stage.of(CompletableFuture.completedFuture(end), end, true));
        }

        private void submit() {
            Body body = new Body(this, "submit", true, true);
            Future<Moment> future = threads.cached().submit((Callable<Moment>) body::run);
            add(new Stage(null, body.end, () -> future.get(SECONDS, TimeUnit.SECONDS), false));
        }

        /** A future that another thread completes. */
        private void execute() {
            Body body = new Body(this, "execute", false, true);
            CompletableFuture<Moment> promise = new CompletableFuture<>();
            threads.fixed().execute(() -> complete(promise, body));
            add(promise, body);
        }

        /** A future that another thread cancels. */
        private void cancel() {
            Body body = new Body(this, "cancel", false, false);
            CompletableFuture<Moment> promise = new CompletableFuture<>();
            threads.fixed().execute(() -> {
                body.run();
                promise.cancel(true);
            });
            add(Stage.of(promise, body.end, false));
        }

        /** A task that another thread cancels before it runs. */
        private void cancelTask(Future<?> task, String hop) {
            Body body = new Body(this, hop, false, false);
            threads.fixed().execute(() -> {
                body.run();
                task.cancel(true);
            });
            add(new Stage(null, body.end, () -> task.get(SECONDS, TimeUnit.SECONDS), false));
        }

        private void failForkJoin() {
            Body body = new Body(this, "failing ForkJoinTask", false, true);
            Future<Moment> task = threads.forkJoin().submit((Callable<Moment>) body::run);
            add(new Stage(null, body.end, () -> task.get(SECONDS, TimeUnit.SECONDS), false));
        }

        /** A future that nobody completes. What precedes its end is that the timeout was set. */
        private void orTimeout() {
            Moment end = Moment.silent("orTimeout").after(now);
            add(Stage.of(new CompletableFuture<Moment>().orTimeout(1, MILLISECONDS), end, false));
        }

        private void completeOnTimeout() {
            Moment end = Moment.silent("completeOnTimeout").after(now);
            add(Stage.of(new CompletableFuture<Moment>().completeOnTimeout(end, 1, MILLISECONDS), end, true));
        }

        /** A task that runs several times. The last run fails, which ends the future. */
        private void periodic() {
            Deque<Body> runs = new ArrayDeque<>();
            for (int i = 0; i < 3; i++) {
                runs.add(new Body(this, "periodic run", false, false));
            }
            Moment end = runs.getLast().end;
            AtomicReference<Moment> previous = new AtomicReference<>(Moment.silent("scheduled"));
            Future<?> future = threads.scheduled()
                    .scheduleAtFixedRate(
                            () -> {
                                previous.set(runs.remove().run(previous.get()));
                                if (runs.isEmpty()) {
                                    throw new Failure();
                                }
                            },
                            0,
                            1,
                            MILLISECONDS);
            add(new Stage(null, end, () -> future.get(SECONDS, TimeUnit.SECONDS), false));
        }

        /** A hand-off of this task that another one resumes. What that one did before is not tracked. */
        private void handOff() {
            Body body = new Body(this, "Handoff", false, false);
            Body resumer = new Body(this, "resumer", false, false);
            Handoff handoff = Handoff.capture();
            CompletableFuture<Moment> promise = new CompletableFuture<>();
            threads.fixed().execute(() -> {
                Moment before = resumer.run();
                try (Scope ignored = handoff.resume()) {
                    body.fork.afterUntracked(before);
                    complete(promise, body);
                }
            });
            add(promise, body);
        }

        private void timer() {
            Body body = new Body(this, "Timer.schedule", false, true);
            CompletableFuture<Moment> promise = new CompletableFuture<>();
            TimerTask task = new TimerTask() {
                @Override
                public void run() {
                    complete(promise, body);
                }
            };
            threads.timer().schedule(task, 0);
            add(promise, body);
        }

        private void schedule() {
            Body body = new Body(this, "schedule", false, true);
            Future<Moment> future = threads.scheduled().schedule((Callable<Moment>) body::run, 1, MILLISECONDS);
            add(new Stage(null, body.end, () -> future.get(SECONDS, TimeUnit.SECONDS), false));
        }

        /** A task that forks two others and joins them in the pool. */
        private void forkJoin() {
            Body body = new Body(this, "ForkJoinPool.submit", false, false);
            ForkJoinTask<Moment> task = threads.forkJoin().submit(() -> {
                Strand strand = body.strand();
                Body left = new Body(strand, "fork", false, false);
                Body right = new Body(strand, "fork", false, false);
                ForkJoinTask<Moment> forkedLeft =
                        ForkJoinTask.adapt((Callable<Moment>) left::run).fork();
                ForkJoinTask<Moment> forkedRight =
                        ForkJoinTask.adapt((Callable<Moment>) right::run).fork();
                strand.log();
                forkedRight.join();
                forkedLeft.join();
                strand.now =
                        Moment.silent("join").after(strand.now).after(left.end).after(right.end);
                strand.log();
                return body.end(strand);
            });
            add(new Stage(null, body.end, () -> task.get(SECONDS, TimeUnit.SECONDS), false));
        }

        private void thread(Body body, boolean virtual) {
            Thread thread = virtual && ProgramThreads.HAVE_VIRTUAL
                    ? Jdk21.unstartedVirtualThread(body::run)
                    : new Thread(body::run);
            thread.start();
            add(new Stage(null, body.end, thread::join, false));
        }

        private void register(int hop) {
            Stage source = aFuture();
            switch (hop) {
                case 0 -> {
                    Body body = new Body(this, "thenApply", false, true);
                    register(source.future.thenApply(x -> body.run(source.end)), body, source);
                }
                case 1 -> {
                    Body body = new Body(this, "thenApplyAsync", true, true);
                    register(source.future.thenApplyAsync(x -> body.run(source.end), threads.cached()), body, source);
                }
                case 2 -> {
                    Body body = new Body(this, "handle", false, true);
                    register(source.future.handle((x, e) -> body.run(source.end)), body, source);
                }
                case 3 -> {
                    Body body = new Body(this, "whenCompleteAsync", true, true);
                    register(
                            source.future.whenCompleteAsync((x, e) -> body.run(source.end), threads.cached()),
                            body,
                            source);
                }
                case 4 -> {
                    Body body = new Body(this, "exceptionally", false, false);
                    register(source.future.exceptionally(e -> body.run(source.end)), body, source);
                }
                case 5 -> {
                    Body body = new Body(this, "thenCompose", false, true);
                    register(source.future.thenCompose(x -> body.compose(source.end)), body, source);
                }
                case 6 -> {
                    Body body = new Body(this, "thenComposeAsync", false, true);
                    register(
                            source.future.thenComposeAsync(x -> body.compose(source.end), threads.fixed()),
                            body,
                            source);
                }
                case 7 -> {
                    Stage second = aFuture();
                    Body body = new Body(this, "thenCombine", false, true);
                    register(
                            source.future.thenCombine(second.future, (x, y) -> body.run(source.end, second.end)),
                            body,
                            source,
                            second);
                }
                case 8 -> {
                    Stage second = aFuture();
                    Stage third = aFuture();
                    Body body = new Body(this, "allOf", false, true);
                    register(
                            CompletableFuture.allOf(source.future, second.future, third.future)
                                    .thenApply(x -> body.run(source.end, second.end, third.end)),
                            body,
                            source,
                            second,
                            third);
                }
                case 9 -> {
                    Stage one = anElecting();
                    Stage other = anElecting();
                    Body body = new Body(this, "anyOf", false, false);
                    add(
                            CompletableFuture.anyOf(one.future, other.future)
                                    .thenApplyAsync(winner -> body.run((Moment) winner), threads.fixed()),
                            body);
                    seen(one);
                    seen(other);
                }
                default -> {
                    Stage one = anElecting();
                    Stage other = anElecting();
                    Body body = new Body(this, "applyToEither", false, false);
                    add(one.future.applyToEither(other.future, body::run), body);
                    ran(body);
                    seen(one);
                    seen(other);
                }
            }
        }

        /** A future that is complete only after the sources are, whether or not the body runs. */
        private void register(CompletableFuture<Moment> future, Body body, Stage... sources) {
            for (Stage source : sources) {
                body.end.after(source.end);
                seen(source);
            }
            ran(body);
            Stage stage = Stage.of(future, body.end, false);
            seen(stage);
            add(stage);
        }

        /** A continuation of a complete future runs at once, as a part of the task that registers it. */
        private void ran(Body body) {
            if (body.runner == Thread.currentThread()) {
                now = Moment.silent("ran at once").after(now).afterUntracked(body.run.now);
            }
        }

        /** Who registers a continuation may find out that its source is complete, or even the continuation. */
        private void seen(Stage source) {
            if (source.future.isDone()) {
                now = Moment.silent("isDone").after(now).afterUntracked(source.end);
            }
        }

        private void add(CompletableFuture<Moment> future, Body body) {
            add(Stage.of(future, body.end, !body.fails));
        }

        private void add(Stage stage) {
            known.add(stage);
            started.add(stage);
        }

        private Stage aFuture() {
            List<Stage> futures =
                    known.stream().filter(stage -> stage.future != null).toList();
            return oneOf(futures);
        }

        private Stage anElecting() {
            return oneOf(known.stream().filter(Stage::elects).toList());
        }

        private Stage oneOf(List<Stage> stages) {
            if (!stages.isEmpty()) {
                return stages.get(random.nextInt(stages.size()));
            }
            completed();
            return known.get(known.size() - 1);
        }
    }

    private static void complete(CompletableFuture<Moment> promise, Body body) {
        try {
            promise.complete(body.run());
        } catch (Failure e) {
            promise.completeExceptionally(e);
        }
    }
}
