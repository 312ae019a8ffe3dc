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

/** The captured context of a place in the program, or of a message. Any number of tasks can be created from it. */
public final class Capture implements Handoff {
    final Correlation correlation;
    final @Nullable Hop hop;
    final @Nullable Frontier frontier;
    final @Nullable Object carried;
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

    /** Captures the context of the caller. */
    public static Capture here() {
        State state = State.current();
        return new Capture(state, state.correlation(), Sites.hop(state));
    }

    /** Captures the context of the caller for a function, but with the given correlation. */
    public static Capture of(Correlation correlation, Object function) {
        State state = State.current();
        return new Capture(state, correlation, Sites.hop(state, FunctionType.of(function)));
    }

    /** Returns the context of a message from another process. {@code edge} is the value of a {@link CausalHeader}. */
    public static Capture received(Correlation correlation, @Nullable String edge) {
        return new Capture(correlation, edge == null ? null : CausalHeader.parse(edge));
    }

    /** Returns the frontier of the current task as the value of a {@link CausalHeader}. Null if there is none. */
    public static @Nullable String edge() {
        Frontier frontier = State.current().task.frontier;
        return frontier == null ? null : CausalHeader.format(frontier);
    }

    /**
     * Called when the current task has received a response. {@code header} is the value of its {@link CausalHeader}, or
     * null.
     */
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

    /**
     * Returns a new task in the captured context. A message has no MDC and no tracing context. So its task keeps those
     * of the current thread.
     */
    Task resumption() {
        Task task = new Task(correlation, hop, frontier, isMessage ? ThreadContext.capture() : carried);
        if (frontier != null && !isMessage) {
            task.frontier = frontier.labelled(Edge.RESUME);
        }
        task.frontierLabelled = true;
        return task;
    }

    /** Returns an action that runs another one in the captured context, each time that it is called. */
    public Runnable runnable(Runnable action) {
        return new WrappedFunctions.WrappedRunnable(this, action);
    }

    /** Returns an action that runs another one in the captured context, each time that it is called. */
    public <T extends @Nullable Object> Callable<T> callable(Callable<T> action) {
        return new WrappedFunctions.WrappedCallable<>(this, action);
    }

    /** Returns a supplier that runs another one in the captured context, each time that it is called. */
    public <T extends @Nullable Object> Supplier<T> supplier(Supplier<T> supplier) {
        return new WrappedFunctions.WrappedSupplier<>(this, supplier);
    }

    /** Returns a function that runs another one in the captured context, each time that it is called. */
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> function(Function<T, R> function) {
        return new WrappedFunctions.WrappedFunction<>(this, function);
    }

    /** Returns a function that runs another one in the captured context, each time that it is called. */
    public <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            BiFunction<T, U, R> biFunction(BiFunction<T, U, R> function) {
        return new WrappedFunctions.WrappedBiFunction<>(this, function);
    }

    /** Returns a consumer that runs another one in the captured context, each time that it is called. */
    public <T extends @Nullable Object> Consumer<T> consumer(Consumer<T> consumer) {
        return new WrappedFunctions.WrappedConsumer<>(this, consumer);
    }

    /** Returns a consumer that runs another one in the captured context, each time that it is called. */
    public <T extends @Nullable Object, U extends @Nullable Object> BiConsumer<T, U> biConsumer(
            BiConsumer<T, U> consumer) {
        return new WrappedFunctions.WrappedBiConsumer<>(this, consumer);
    }

    /** The scope of a task that the program itself has resumed. */
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
            if (state.task != task && State.current() == state) {
                state.endLoose();
            }
            if (State.current() != state || state.task != task) {
                check.closedWrongly(state);
            } else {
                check.closed(state);
                task.restore(state);
            }
        }
    }
}
