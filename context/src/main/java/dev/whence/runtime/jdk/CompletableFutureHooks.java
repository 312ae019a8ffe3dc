package dev.whence.runtime.jdk;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hooks in the constructors of {@link CompletableFuture}'s completions.
 *
 * <p>Each hook replaces the function of a completion by a {@link Continuation}, which captures the context and later
 * calls the function. The program cannot notice this, because a completion only calls its function, once, and never
 * hands it out.
 */
public final class CompletableFutureHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture");

    /** Replaces the function of {@code AsyncSupply}. */
    public static @Nullable Supplier<Object> supplier(
            @Nullable Supplier<Object> function, @Nullable CompletableFuture<?> dep) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.SupplierRun<>(function, dep, null, null, Continuation.STARTING);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code AsyncRun}. */
    public static @Nullable Runnable runnable(@Nullable Runnable function, @Nullable CompletableFuture<?> dep) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.RunnableRun(function, dep, null, null, Continuation.STARTING);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code UniRun}. */
    public static @Nullable Runnable runnable(
            @Nullable Runnable function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.RunnableRun(function, dep, src, null, Continuation.kind(executor, src, src));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code BiRun}. */
    public static @Nullable Runnable bothRunnable(
            @Nullable Runnable function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src,
            @Nullable CompletableFuture<?> snd) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.RunnableRun(function, dep, src, snd, Continuation.kind(executor, src, snd));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code OrRun}. */
    public static @Nullable Runnable eitherRunnable(
            @Nullable Runnable function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src,
            @Nullable CompletableFuture<?> snd) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.RunnableRun(function, dep, src, snd, Continuation.kindOfEither(executor));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code UniApply} and {@code UniExceptionally}. */
    public static @Nullable Function<Object, Object> function(
            @Nullable Function<Object, Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.FunctionRun<>(function, dep, src, null, Continuation.kind(executor, src, src));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code UniCompose} and {@code UniComposeExceptionally}. */
    public static @Nullable Function<Object, Object> compose(
            @Nullable Function<Object, Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.ComposeRun<>(function, dep, src, null, Continuation.kind(executor, src, src));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code OrApply}. */
    public static @Nullable Function<Object, Object> eitherFunction(
            @Nullable Function<Object, Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src,
            @Nullable CompletableFuture<?> snd) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.FunctionRun<>(function, dep, src, snd, Continuation.kindOfEither(executor));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code UniAccept}. */
    public static @Nullable Consumer<Object> consumer(
            @Nullable Consumer<Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.ConsumerRun<>(function, dep, src, null, Continuation.kind(executor, src, src));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code OrAccept}. */
    public static @Nullable Consumer<Object> eitherConsumer(
            @Nullable Consumer<Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src,
            @Nullable CompletableFuture<?> snd) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.ConsumerRun<>(function, dep, src, snd, Continuation.kindOfEither(executor));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code UniHandle}. */
    public static @Nullable BiFunction<Object, Object, Object> handler(
            @Nullable BiFunction<Object, Object, Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.BiFunctionRun<>(
                    function, dep, src, null, Continuation.kind(executor, src, src));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code BiApply}. */
    public static @Nullable BiFunction<Object, Object, Object> bothFunction(
            @Nullable BiFunction<Object, Object, Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src,
            @Nullable CompletableFuture<?> snd) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.BiFunctionRun<>(function, dep, src, snd, Continuation.kind(executor, src, snd));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code UniWhenComplete}. */
    public static @Nullable BiConsumer<Object, Object> observer(
            @Nullable BiConsumer<Object, Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.BiConsumerRun<>(
                    function, dep, src, null, Continuation.kind(executor, src, src));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /** Replaces the function of {@code BiAccept}. */
    public static @Nullable BiConsumer<Object, Object> bothConsumer(
            @Nullable BiConsumer<Object, Object> function,
            @Nullable Executor executor,
            @Nullable CompletableFuture<?> dep,
            @Nullable CompletableFuture<?> src,
            @Nullable CompletableFuture<?> snd) {
        if (function == null || !SWITCH.isOn()) {
            return function;
        }
        try {
            return new ContinuationRuns.BiConsumerRun<>(function, dep, src, snd, Continuation.kind(executor, src, snd));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return function;
        }
    }

    /**
     * Returns the function that a completion is to call, or null if there is none. A function that was registered
     * before the agent was attached is wrapped, so that it runs without a context.
     */
    public static @Nullable Function<Object, Object> knownFunction(@Nullable Function<Object, Object> function) {
        return function == null || isKnown(function) ? function : new Unregistered.OfFunction(function);
    }

    /** See {@link #knownFunction}. */
    public static @Nullable Consumer<Object> knownConsumer(@Nullable Consumer<Object> function) {
        return function == null || isKnown(function) ? function : new Unregistered.OfConsumer(function);
    }

    /** See {@link #knownFunction}. */
    public static @Nullable Runnable knownRunnable(@Nullable Runnable function) {
        return function == null || isKnown(function) ? function : new Unregistered.OfRunnable(function);
    }

    /** See {@link #knownFunction}. */
    public static @Nullable BiConsumer<Object, Object> knownBiConsumer(@Nullable BiConsumer<Object, Object> function) {
        return function == null || isKnown(function) ? function : new Unregistered.OfBiConsumer(function);
    }

    /** See {@link #knownFunction}. */
    public static @Nullable BiFunction<Object, Object, Object> knownBiFunction(
            @Nullable BiFunction<Object, Object, Object> function) {
        return function == null || isKnown(function) ? function : new Unregistered.OfBiFunction(function);
    }

    private static boolean isKnown(Object function) {
        return function instanceof Task || !SWITCH.isOn();
    }

    private CompletableFutureHooks() {}
}
