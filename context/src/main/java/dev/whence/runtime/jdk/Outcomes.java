package dev.whence.runtime.jdk;

import dev.whence.runtime.Failures;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
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

    /** Loads the class, so that it is not loaded later inside a hook. */
    static void load() {}

    /** Called when a future was completed. If it has failed and nothing depends on it, the failure may get lost. */
    static void failed(CompletableFuture<?> future) {
        try {
            Throwable failure = ofStage(future);
            if (failure != null && !Completers.hasDependents(future)) {
                Failures.failed(failure);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the callable of a future has thrown. A cancelled future does not fail any more. */
    static void failed(Throwable thrown, FutureTask<?> future) {
        try {
            if (!FutureState.isCancelled(future)) {
                Failures.failed(thrown);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the program gets the result of a future. */
    static void observed(@Nullable Object future) {
        try {
            Throwable failure = failure(future);
            if (failure != null) {
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
        Object result = RESULT == null ? null : RESULT.getVolatile(future);
        if (result == null || FAILED == null || FAILURE == null || !FAILED.isInstance(result)) {
            return null;
        }
        return FAILURE.get(result) instanceof Throwable failure ? failure : null;
    }

    private Outcomes() {}
}
