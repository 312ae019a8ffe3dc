package dev.whence.runtime;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions that run a function of the program in a captured context, each time that they are called.
 *
 * <p>Each of these classes repeats the same ten lines. A shared method would get the call of the function as a lambda.
 * The frame of the lambda cannot be hidden, so stack traces would show it between the caller and the function. The
 * methods of these classes are hidden.
 */
final class WrappedFunctions {
    /** One run of a wrapped function. */
    private static final class WrappedRun extends Task {
        private WrappedRun(Capture capture) {
            super(capture.correlation, capture.hop, capture.frontier, capture.carried);
        }

        @Hidden
        private State begin() {
            State state = State.current();
            resumeAmong(state);
            return state;
        }

        @Override
        protected boolean isHandoff() {
            return true;
        }

        @Override
        protected String dispatcher() {
            return "dev.whence.runtime.WrappedFunctions$";
        }
    }

    static final class WrappedRunnable implements Runnable {
        private final Capture capture;
        private final Runnable function;

        WrappedRunnable(Capture capture, Runnable function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public void run() {
            WrappedRun task = new WrappedRun(capture);
            State state = task.begin();
            try {
                function.run();
            } catch (Throwable e) {
                task.failed(e, function);
                throw e;
            } finally {
                task.restore(state);
            }
        }
    }

    static final class WrappedCallable<T extends @Nullable Object> implements Callable<T> {
        private final Capture capture;
        private final Callable<T> function;

        WrappedCallable(Capture capture, Callable<T> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public T call() throws Exception {
            WrappedRun task = new WrappedRun(capture);
            State state = task.begin();
            try {
                return function.call();
            } catch (Throwable e) {
                task.failed(e, function);
                throw e;
            } finally {
                task.restore(state);
            }
        }
    }

    static final class WrappedSupplier<T extends @Nullable Object> implements Supplier<T> {
        private final Capture capture;
        private final Supplier<T> function;

        WrappedSupplier(Capture capture, Supplier<T> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public T get() {
            WrappedRun task = new WrappedRun(capture);
            State state = task.begin();
            try {
                return function.get();
            } catch (Throwable e) {
                task.failed(e, function);
                throw e;
            } finally {
                task.restore(state);
            }
        }
    }

    static final class WrappedFunction<T extends @Nullable Object, R extends @Nullable Object>
            implements Function<T, R> {
        private final Capture capture;
        private final Function<T, R> function;

        WrappedFunction(Capture capture, Function<T, R> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public R apply(T argument) {
            WrappedRun task = new WrappedRun(capture);
            State state = task.begin();
            try {
                return function.apply(argument);
            } catch (Throwable e) {
                task.failed(e, function);
                throw e;
            } finally {
                task.restore(state);
            }
        }
    }

    static final class WrappedBiFunction<
                    T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            implements BiFunction<T, U, R> {
        private final Capture capture;
        private final BiFunction<T, U, R> function;

        WrappedBiFunction(Capture capture, BiFunction<T, U, R> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public R apply(T first, U second) {
            WrappedRun task = new WrappedRun(capture);
            State state = task.begin();
            try {
                return function.apply(first, second);
            } catch (Throwable e) {
                task.failed(e, function);
                throw e;
            } finally {
                task.restore(state);
            }
        }
    }

    static final class WrappedConsumer<T extends @Nullable Object> implements Consumer<T> {
        private final Capture capture;
        private final Consumer<T> function;

        WrappedConsumer(Capture capture, Consumer<T> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public void accept(T argument) {
            WrappedRun task = new WrappedRun(capture);
            State state = task.begin();
            try {
                function.accept(argument);
            } catch (Throwable e) {
                task.failed(e, function);
                throw e;
            } finally {
                task.restore(state);
            }
        }
    }

    static final class WrappedBiConsumer<T extends @Nullable Object, U extends @Nullable Object>
            implements BiConsumer<T, U> {
        private final Capture capture;
        private final BiConsumer<T, U> function;

        WrappedBiConsumer(Capture capture, BiConsumer<T, U> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public void accept(T first, U second) {
            WrappedRun task = new WrappedRun(capture);
            State state = task.begin();
            try {
                function.accept(first, second);
            } catch (Throwable e) {
                task.failed(e, function);
                throw e;
            } finally {
                task.restore(state);
            }
        }
    }

    private WrappedFunctions() {}
}
