package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The context of one place, or of a message, from which any number of tasks can be made. */
public final class Capture implements Handoff {
    private final Correlation correlation;
    private final @Nullable Hop hop;
    private final @Nullable Frontier frontier;
    private final @Nullable Object carried;
    private final boolean isMessage;

    private Capture(State state, Correlation correlation, @Nullable Hop hop) {
        this.correlation = correlation;
        this.hop = hop;
        this.frontier = state.task.frontier;
        this.carried = ThreadContext.capture();
        this.isMessage = false;
    }

    private Capture(Correlation correlation, @Nullable Frontier received) {
        this.correlation = correlation;
        this.hop = null;
        this.frontier = received;
        this.carried = null;
        this.isMessage = true;
    }

    /** The context of the caller. */
    public static Capture here() {
        State state = State.current();
        return new Capture(state, state.correlation(), Sites.hop(state));
    }

    /** The context of the caller, but for the correlation; for a function to run in. */
    public static Capture of(Correlation correlation, Object function) {
        State state = State.current();
        return new Capture(state, correlation, Sites.hop(state, FunctionType.of(function)));
    }

    /** The context of a message of another process; {@code edge} is a {@link CausalHeader}. */
    public static Capture received(Correlation correlation, @Nullable String edge) {
        return new Capture(correlation, edge == null ? null : CausalHeader.parse(edge));
    }

    /** What the current task descends from, as a {@link CausalHeader}; null if that is nothing. */
    public static @Nullable String edge() {
        Frontier frontier = State.current().task.frontier;
        return frontier == null ? null : CausalHeader.format(frontier);
    }

    /** The current task has received a response with a {@link CausalHeader}, or with none. */
    public static void responded(@Nullable String header) {
        Frontier frontier = header == null ? null : CausalHeader.parse(header);
        if (frontier != null) {
            State.current().task.responded(frontier);
        }
    }

    public @Nullable Frontier frontier() {
        return frontier;
    }

    @Override
    public Correlation correlation() {
        return correlation;
    }

    @Override
    public Scope resume() {
        Task task = resumption();
        State state = State.current();
        task.resumeAmong(state);
        task.limitResumptions();
        return new ResumedScope(task, state);
    }

    /** A task that goes on from here. A message carries nothing, so that its task keeps what the thread has. */
    Task resumption() {
        Task task = new Task(correlation, hop, frontier, isMessage ? ThreadContext.capture() : carried);
        if (frontier != null && !isMessage) {
            task.frontier = frontier.labelled(Edge.RESUME);
        }
        task.frontierLabelled = true;
        return task;
    }

    /** The action, to be run in the captured context each time. */
    public Runnable runnable(Runnable action) {
        return new WrappedRunnable(this, action);
    }

    /** The action, to be run in the captured context each time. */
    public <T extends @Nullable Object> Callable<T> callable(Callable<T> action) {
        return new WrappedCallable<>(this, action);
    }

    /** The supplier, to be run in the captured context each time. */
    public <T extends @Nullable Object> Supplier<T> supplier(Supplier<T> supplier) {
        return new WrappedSupplier<>(this, supplier);
    }

    /** The function, to be run in the captured context each time. */
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> function(Function<T, R> function) {
        return new WrappedFunction<>(this, function);
    }

    /** The function, to be run in the captured context each time. */
    public <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            BiFunction<T, U, R> biFunction(BiFunction<T, U, R> function) {
        return new WrappedBiFunction<>(this, function);
    }

    /** The consumer, to be run in the captured context each time. */
    public <T extends @Nullable Object> Consumer<T> consumer(Consumer<T> consumer) {
        return new WrappedConsumer<>(this, consumer);
    }

    /** The consumer, to be run in the captured context each time. */
    public <T extends @Nullable Object, U extends @Nullable Object> BiConsumer<T, U> biConsumer(
            BiConsumer<T, U> consumer) {
        return new WrappedBiConsumer<>(this, consumer);
    }

    private WrappedRun wrappedRun() {
        return new WrappedRun(this);
    }

    /** One run of a function that was wrapped; named alike are the wrappers, which the JVM hides from traces. */
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
            return "dev.whence.runtime.Capture$Wrapped";
        }
    }

    private static final class WrappedRunnable implements Runnable {
        private final Capture capture;
        private final Runnable function;

        WrappedRunnable(Capture capture, Runnable function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public void run() {
            WrappedRun task = capture.wrappedRun();
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

    private static final class WrappedCallable<T extends @Nullable Object> implements Callable<T> {
        private final Capture capture;
        private final Callable<T> function;

        WrappedCallable(Capture capture, Callable<T> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public T call() throws Exception {
            WrappedRun task = capture.wrappedRun();
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

    private static final class WrappedSupplier<T extends @Nullable Object> implements Supplier<T> {
        private final Capture capture;
        private final Supplier<T> function;

        WrappedSupplier(Capture capture, Supplier<T> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public T get() {
            WrappedRun task = capture.wrappedRun();
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

    private static final class WrappedFunction<T extends @Nullable Object, R extends @Nullable Object>
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
            WrappedRun task = capture.wrappedRun();
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

    private static final class WrappedBiFunction<
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
            WrappedRun task = capture.wrappedRun();
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

    private static final class WrappedConsumer<T extends @Nullable Object> implements Consumer<T> {
        private final Capture capture;
        private final Consumer<T> function;

        WrappedConsumer(Capture capture, Consumer<T> function) {
            this.capture = capture;
            this.function = function;
        }

        @Override
        @Hidden
        public void accept(T argument) {
            WrappedRun task = capture.wrappedRun();
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

    private static final class WrappedBiConsumer<T extends @Nullable Object, U extends @Nullable Object>
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
            WrappedRun task = capture.wrappedRun();
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

    /** A task begun by hand. */
    private static final class ResumedScope implements Scope {
        private final Task task;
        private final State state;
        private final StrictCheck check;
        private boolean closed;

        ResumedScope(Task task, State state) {
            this.task = task;
            this.state = state;
            this.check = StrictCheck.opened(state, null);
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (State.current() != state || state.task != task) {
                check.closedWrongly(state);
            } else {
                check.closed(state);
                task.restore(state);
            }
        }
    }
}
