package dev.whence.runtime.jdk;

import dev.whence.runtime.Failures;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Loss;
import dev.whence.runtime.table.GrowingTable;
import dev.whence.runtime.table.InjectedField;
import dev.whence.runtime.table.Sweep;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The failures of futures, for {@link Failures}. Only used if failures are watched. */
final class Outcomes {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture edges");
    private static final @Nullable Class<?> FAILED =
            InjectedField.type(CompletableFuture.class.getName() + "$AltResult");
    private static final @Nullable VarHandle RESULT =
            InjectedField.handle(CompletableFuture.class, "result", Object.class);
    private static final @Nullable VarHandle FAILURE = InjectedField.handle(FAILED, "ex", Throwable.class);
    private static final @Nullable VarHandle OUTCOME = InjectedField.handle(FutureTask.class, "outcome", Object.class);

    /** Futures whose failures programs often ignore. */
    private static final GrowingTable<Loss> MARKS = Sweep.also(new GrowingTable<>());

    /** Loads the class, so that it is not loaded later inside a hook. */
    static void load() {}

    /** Called when a future was completed. If it has failed and nothing depends on it, the failure may get lost. */
    static void failed(CompletableFuture<?> future, Loss loss) {
        try {
            Throwable failure = ofStage(future);
            if (failure != null) {
                Loss mark = MARKS.get(future);
                if (mark != null || !Completers.hasDependents(future)) {
                    Failures.failed(failure, mark == null ? loss : mark);
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the callable of a future has thrown. Nobody wants to know that if the future was cancelled. */
    static void failed(FutureTask<?> future, Throwable thrown) {
        try {
            if (!FutureState.isCancelled(future)) {
                Loss mark = MARKS.get(future);
                Failures.failed(thrown, mark == null ? Loss.LOST : mark);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a future was to fail that was complete already. Nobody wants to know that if it was cancelled. */
    static void tooLate(CompletableFuture<?> future, @Nullable Throwable failure) {
        try {
            if (failure != null && !(ofStage(future) instanceof CancellationException)) {
                Failures.failed(failure, Loss.TOO_LATE);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the program begins to depend on a future in a way that may ignore its failure. */
    static void mark(@Nullable Object future, Loss loss) {
        try {
            if (future != null && isPending(future)) {
                MARKS.put(future, loss);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static boolean isPending(Object future) {
        return future instanceof FutureTask<?> task
                ? FutureState.isNew(task)
                : future instanceof CompletableFuture<?> stage && !Completers.isDone(stage);
    }

    /** Called when two futures complete a third one. If both have failed, only one failure is passed on. */
    static void both(@Nullable CompletableFuture<?> source, @Nullable CompletableFuture<?> second) {
        try {
            Throwable failure = source == null ? null : ofStage(source);
            Throwable other = second == null ? null : ofStage(second);
            if (failure != null && other != null) {
                Failures.second(failure, other);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when {@code allOf} returns. If the whole is complete already, it has the first failure of its sources. */
    static void all(CompletableFuture<?> whole, CompletableFuture<?>[] sources) {
        for (CompletableFuture<?> source : sources) {
            both(whole, source);
        }
    }

    /** Called when {@code invokeAll} returns. From now on, code that gets the results is the program. */
    static void invoked(List<?> futures) {
        try {
            for (Object future : futures) {
                if (future != null && MARKS.get(future) == Loss.INVOKED_WITH_OTHERS) {
                    MARKS.put(future, Loss.LOST);
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the program gets the result of a future. */
    static void observed(@Nullable Object future) {
        try {
            Throwable failure = failure(future);
            if (failure != null && future != null && MARKS.get(future) != Loss.INVOKED_WITH_OTHERS) {
                Failures.observed(failure);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable Throwable failure(@Nullable Object future) {
        if (future instanceof FutureTask && OUTCOME != null) {
            return OUTCOME.get(future) instanceof Throwable failure ? failure : null;
        }
        return future instanceof CompletableFuture<?> stage ? ofStage(stage) : null;
    }

    private static @Nullable Throwable ofStage(CompletableFuture<?> future) {
        return RESULT == null ? null : failureIn(RESULT.getVolatile(future));
    }

    /** Returns the failure in a result as {@link CompletableFuture} keeps it, or null if it is none. */
    static @Nullable Throwable failureIn(@Nullable Object result) {
        if (result == null || FAILED == null || FAILURE == null || !FAILED.isInstance(result)) {
            return null;
        }
        return FAILURE.get(result) instanceof Throwable failure ? failure : null;
    }

    private Outcomes() {}
}
