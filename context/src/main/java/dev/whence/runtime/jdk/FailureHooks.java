package dev.whence.runtime.jdk;

import dev.whence.runtime.Failures;
import dev.whence.runtime.Loss;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The hooks that only concern failures that nobody observes. The other hooks of futures tell {@link Outcomes} of
 * failures too.
 */
public final class FailureHooks {
    /** Called when the program has asked a future whether it has failed, or has got a text that tells it. */
    public static void asked(Future<?> future) {
        if (Failures.areWatched()) {
            Outcomes.observed(future);
        }
    }

    /** Called when the program is going to wait for a future with a time limit. */
    public static void awaited(Future<?> future) {
        if (Failures.areWatched()) {
            Outcomes.mark(future, Loss.GIVEN_UP);
        }
    }

    /** Called when a stage is going to use the result of the first one of two futures. */
    public static void firstOf(CompletableFuture<?> future, @Nullable Object other) {
        if (Failures.areWatched()) {
            Outcomes.mark(future, Loss.SLOWER);
            Outcomes.mark(other, Loss.SLOWER);
        }
    }

    /** Called when {@code anyOf} is going to use the result of the first one of several futures. */
    public static void firstOfAll(CompletableFuture<?> @Nullable [] futures) {
        if (Failures.areWatched() && futures != null) {
            for (CompletableFuture<?> future : futures) {
                Outcomes.mark(future, Loss.SLOWER);
            }
        }
    }

    /** Called when {@code invokeAll} has made a future. */
    public static void invokes(@Nullable Object future) {
        if (Failures.areWatched()) {
            Outcomes.mark(future, Loss.INVOKED_WITH_OTHERS);
        }
    }

    /** Called when {@code invokeAll} returns. It has waited for the futures, but the program has not looked at them. */
    public static void invoked(@Nullable List<?> futures) {
        if (Failures.areWatched() && futures != null) {
            Outcomes.invoked(futures);
        }
    }

    /** Called when a completion service has made a future, as {@code invokeAny} has one. */
    public static void competes(@Nullable Object future) {
        if (Failures.areWatched()) {
            Outcomes.mark(future, Loss.NOT_TAKEN);
        }
    }

    /** Called before a future wraps a throwable. */
    public static void wraps() {
        Failures.wraps(true);
    }

    /** Called after {@link #wraps}. */
    public static void wrapped() {
        Failures.wraps(false);
    }

    private FailureHooks() {}
}
