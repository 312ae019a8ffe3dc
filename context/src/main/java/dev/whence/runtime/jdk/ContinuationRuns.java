package dev.whence.runtime.jdk;

import dev.whence.runtime.Failures;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.State;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The functions that replace those of the program inside the completions of a {@link CompletableFuture}.
 *
 * <p>Each of these classes repeats the same lines. A shared method would need a lambda, whose frame would be visible in
 * stack traces. The methods of these classes are hidden.
 */
final class ContinuationRuns {
    /** A run of an action. */
    static final class RunnableRun extends Continuation implements Runnable {
        private final Runnable function;

        RunnableRun(
                Runnable function,
                @Nullable CompletableFuture<?> dependent,
                @Nullable CompletableFuture<?> source,
                @Nullable CompletableFuture<?> second,
                byte kind) {
            super(function, dependent, source, second, kind);
            this.function = function;
            FutureTaskHooks.given(function, State.current());
        }

        @Override
        @Hidden
        public void run() {
            State state = begin();
            try {
                function.run();
            } catch (Throwable e) {
                failed(e, function, state);
                throw e;
            } finally {
                end(state);
            }
        }
    }

    /** A run of a supplier. */
    static final class SupplierRun<R extends @Nullable Object> extends Continuation implements Supplier<R> {
        private final Supplier<R> function;

        SupplierRun(
                Supplier<R> function,
                @Nullable CompletableFuture<?> dependent,
                @Nullable CompletableFuture<?> source,
                @Nullable CompletableFuture<?> second,
                byte kind) {
            super(function, dependent, source, second, kind);
            this.function = function;
        }

        @Override
        @Hidden
        public R get() {
            State state = begin();
            try {
                return function.get();
            } catch (Throwable e) {
                failed(e, function, state);
                throw e;
            } finally {
                end(state);
            }
        }
    }

    /** A run of a function of one result. */
    static final class FunctionRun<T extends @Nullable Object, R extends @Nullable Object> extends Continuation
            implements Function<T, R> {
        private final Function<T, R> function;

        FunctionRun(
                Function<T, R> function,
                @Nullable CompletableFuture<?> dependent,
                @Nullable CompletableFuture<?> source,
                @Nullable CompletableFuture<?> second,
                byte kind) {
            super(function, dependent, source, second, kind);
            this.function = function;
        }

        @Override
        @Hidden
        public R apply(T argument) {
            Failures.received(argument);
            State state = begin();
            try {
                return function.apply(argument);
            } catch (Throwable e) {
                failed(e, function, state);
                throw e;
            } finally {
                end(state);
            }
        }
    }

    /** A run of a function of one result that returns a stage. */
    static final class ComposeRun<T extends @Nullable Object, R extends @Nullable Object> extends Continuation
            implements Function<T, R> {
        private final Function<T, R> function;

        ComposeRun(
                Function<T, R> function,
                @Nullable CompletableFuture<?> dependent,
                @Nullable CompletableFuture<?> source,
                @Nullable CompletableFuture<?> second,
                byte kind) {
            super(function, dependent, source, second, kind);
            this.function = function;
        }

        @Override
        @Hidden
        public R apply(T argument) {
            Failures.received(argument);
            State state = begin();
            try {
                return function.apply(argument);
            } catch (Throwable e) {
                failed(e, function, state);
                throw e;
            } finally {
                endComposed(state);
            }
        }
    }

    /** A run of a function of two results, or of a result and a failure. */
    static final class BiFunctionRun<T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            extends Continuation implements BiFunction<T, U, R> {
        private final BiFunction<T, U, R> function;

        BiFunctionRun(
                BiFunction<T, U, R> function,
                @Nullable CompletableFuture<?> dependent,
                @Nullable CompletableFuture<?> source,
                @Nullable CompletableFuture<?> second,
                byte kind) {
            super(function, dependent, source, second, kind);
            this.function = function;
        }

        @Override
        @Hidden
        public R apply(T first, U second) {
            Failures.received(second);
            State state = begin();
            try {
                return function.apply(first, second);
            } catch (Throwable e) {
                failed(e, function, state);
                throw e;
            } finally {
                end(state);
            }
        }
    }

    /** A run of a consumer of one result. */
    static final class ConsumerRun<T extends @Nullable Object> extends Continuation implements Consumer<T> {
        private final Consumer<T> function;

        ConsumerRun(
                Consumer<T> function,
                @Nullable CompletableFuture<?> dependent,
                @Nullable CompletableFuture<?> source,
                @Nullable CompletableFuture<?> second,
                byte kind) {
            super(function, dependent, source, second, kind);
            this.function = function;
        }

        @Override
        @Hidden
        public void accept(T argument) {
            State state = begin();
            try {
                function.accept(argument);
            } catch (Throwable e) {
                failed(e, function, state);
                throw e;
            } finally {
                end(state);
            }
        }
    }

    /** A run of a consumer of two results, or of a result and a failure. */
    static final class BiConsumerRun<T extends @Nullable Object, U extends @Nullable Object> extends Continuation
            implements BiConsumer<T, U> {
        private final BiConsumer<T, U> function;

        BiConsumerRun(
                BiConsumer<T, U> function,
                @Nullable CompletableFuture<?> dependent,
                @Nullable CompletableFuture<?> source,
                @Nullable CompletableFuture<?> second,
                byte kind) {
            super(function, dependent, source, second, kind);
            this.function = function;
        }

        @Override
        @Hidden
        public void accept(T first, U second) {
            Failures.received(second);
            State state = begin();
            try {
                function.accept(first, second);
            } catch (Throwable e) {
                failed(e, function, state);
                throw e;
            } finally {
                end(state);
            }
        }
    }

    private ContinuationRuns() {}
}
