package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * Functions that share the method which calls their work are told apart by their own frames: a failure that one of them
 * has kept is not another's that throws it.
 */
@FullStacksNeeded
@SuppressWarnings({"FutureReturnValueIgnored", "StaticAssignmentOfThrowable", "UnnecessaryMethodReference"})
class InheritedTraceBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private static RuntimeException failure;

    /** Of many jobs. */
    private abstract static class Job implements Runnable, Callable<String>, Supplier<String> {
        abstract String work();

        @Override
        public void run() {
            work();
        }

        @Override
        public String call() {
            return work();
        }

        @Override
        public String get() {
            return work();
        }
    }

    private static class Keeping extends Job {
        static String callStatically() {
            return new Keeping().work();
        }

        @Override
        String work() {
            failure = new IllegalStateException("kept");
            return "kept";
        }
    }

    private static class Throwing extends Job {
        static String callStatically() {
            return new Throwing().work();
        }

        @Override
        String work() {
            throw failure;
        }
    }

    private static class KeepingHeir extends Throwing {
        @Override
        String work() {
            return new Keeping().work();
        }
    }

    private static class Failing extends Job {
        static String callStatically() {
            return new Failing().work();
        }

        @Override
        String work() {
            failure = new IllegalStateException("failed");
            throw failure;
        }
    }

    private interface JobByDefault extends Callable<String> {
        String work();

        @Override
        default String call() {
            return work();
        }
    }

    private static final class KeepingByDefault implements JobByDefault {
        @Override
        public String work() {
            failure = new IllegalStateException("kept");
            return "kept";
        }
    }

    private static final class ThrowingByDefault implements JobByDefault {
        @Override
        public String work() {
            throw failure;
        }
    }

    private abstract static class JobThread extends Thread {
        abstract void work();

        @Override
        public void run() {
            setUncaughtExceptionHandler((dead, seenAlready) -> {});
            work();
        }
    }

    private static final class KeepingThread extends JobThread {
        @Override
        void work() {
            failure = new IllegalStateException("kept");
        }
    }

    private static final class ThrowingThread extends JobThread {
        @Override
        void work() {
            throw failure;
        }
    }

    private static final class FailingThread extends JobThread {
        @Override
        void work() {
            failure = new IllegalStateException("failed");
            throw failure;
        }
    }

    private static final class KeepingFork extends RecursiveAction {
        private static final long serialVersionUID = 1;

        @Override
        protected void compute() {
            failure = new IllegalStateException("kept");
        }
    }

    private static final class ThrowingFork extends RecursiveAction {
        private static final long serialVersionUID = 1;

        @Override
        protected void compute() {
            throw failure;
        }
    }

    private static final class FailingFork extends RecursiveAction {
        private static final long serialVersionUID = 1;

        @Override
        protected void compute() {
            failure = new IllegalStateException("failed");
            throw failure;
        }
    }

    /** Hands a function to another thread. */
    private interface Registrar {
        void register(Pools pools, ExecutorService pool) throws Exception;
    }

    @NoAgentNeeded
    @DisplayName("a failure that one function has kept, thrown by another that shares what calls the work")
    @ParameterizedTest
    @MethodSource
    void keptByAnother(Registrar keeping, Registrar throwing) throws Exception {
        failure = null;
        ExecutorService pool = pools.single();
        run(keeping, pool);
        Throwable kept = failure;
        run(throwing, pool);
        assertThat(kept).isNotNull().isSameAs(failure);
        assertThat(frames(kept)).noneMatch(frame -> frame.startsWith("Async."));
    }

    static Stream<Arguments> keptByAnother() {
        Job keeping = new Keeping();
        Job throwing = new Throwing();
        return Stream.of(
                pair(
                        "callable",
                        (own, pool) -> pool.submit((Callable<?>) keeping),
                        (own, pool) -> pool.submit((Callable<?>) throwing)),
                pair(
                        "runnable",
                        (own, pool) -> pool.submit((Runnable) keeping),
                        (own, pool) -> pool.submit((Runnable) throwing)),
                pair(
                        "supplier",
                        (own, pool) -> CompletableFuture.supplyAsync(keeping, pool),
                        (own, pool) -> CompletableFuture.supplyAsync(throwing, pool)),
                pair(
                        "reference to the shared method",
                        (own, pool) -> pool.submit(keeping::call),
                        (own, pool) -> pool.submit(throwing::call)),
                pair(
                        "reference to the work",
                        (own, pool) -> pool.submit(keeping::work),
                        (own, pool) -> pool.submit(throwing::work)),
                pair(
                        "raw reference",
                        (own, pool) -> pool.execute(keeping::run),
                        (own, pool) -> pool.execute(throwing::run)),
                pair(
                        "static reference",
                        (own, pool) -> pool.submit(Keeping::callStatically),
                        (own, pool) -> pool.submit(Throwing::callStatically)),
                pair(
                        "default method",
                        (own, pool) -> pool.submit(new KeepingByDefault()),
                        (own, pool) -> pool.submit(new ThrowingByDefault())),
                pair(
                        "an heir of the other",
                        (own, pool) -> pool.submit((Callable<?>) new KeepingHeir()),
                        (own, pool) -> pool.submit((Callable<?>) throwing)),
                pair("thread", (own, pool) -> run(new KeepingThread()), (own, pool) -> run(new ThrowingThread())),
                pair(
                        "fork/join",
                        (own, pool) -> run(new KeepingFork(), own),
                        (own, pool) -> run(new ThrowingFork(), own)),
                pair(
                        "body of a future of Scala's",
                        (own, pool) -> scalas(pool, () -> keeping.work()),
                        (own, pool) -> scalas(pool, () -> throwing.work())));
    }

    private static Arguments pair(String name, Registrar keeping, Registrar throwing) {
        return argumentSet(name, keeping, throwing);
    }

    @DisplayName("a failure of its own, below what it shares with others")
    @ParameterizedTest
    @MethodSource
    void ofItsOwn(Registrar failing) throws Exception {
        run((own, pool) -> pool.submit((Callable<?>) new Keeping()), pools.single());
        run(failing, pools.single());
        assertThat(frames(failure))
                .anyMatch(frame -> frame.startsWith("Async."))
                .contains("InheritedTraceBehaviour.run");
    }

    static Stream<Arguments> ofItsOwn() {
        Job failing = new Failing();
        Callable<String> lambda = () -> failing.work();
        return Stream.of(
                argumentSet("callable", (Registrar) (own, pool) -> pool.submit((Callable<?>) failing)),
                argumentSet("raw", (Registrar) (own, pool) -> pool.execute(failing)),
                argumentSet("reference to the shared method", (Registrar) (own, pool) -> pool.submit(failing::call)),
                argumentSet("reference to the work", (Registrar) (own, pool) -> pool.submit(failing::work)),
                argumentSet("static reference", (Registrar) (own, pool) -> pool.submit(Failing::callStatically)),
                argumentSet("reference to a lambda", (Registrar) (own, pool) -> pool.submit(lambda::call)),
                argumentSet("lambda with a default method", (Registrar)
                        (own, pool) -> pool.submit((JobByDefault) failing::work)),
                argumentSet("thread", (Registrar) (own, pool) -> run(new FailingThread())),
                argumentSet("fork/join", (Registrar) (own, pool) -> run(new FailingFork(), own)),
                argumentSet(
                        "body of a future of Scala's", (Registrar) (own, pool) -> scalas(pool, () -> failing.work())));
    }

    private void run(Registrar registrar, ExecutorService pool) throws Exception {
        registrar.register(pools, pool);
        pool.submit(() -> {}).get();
    }

    private static void run(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
    }

    private static void run(RecursiveAction action, Pools pools) {
        ForkJoinPool pool = pools.forkJoin();
        pool.execute(action);
        action.quietlyJoin();
    }

    private static void scalas(ExecutorService pool, scala.Function0<String> body) {
        Future.apply(body, ExecutionContext.fromExecutor(pool));
    }

    /** As "Class.method", without the packages. */
    private static List<String> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName())
                .toList();
    }
}
