package dev.whence.runtime;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the end of each task for context that the program has set in it and has not removed: a scope that is still
 * open, or an entry of the MDC. Without the agent, the next work of the thread would have it.
 *
 * <p>Whoever has opened a scope is only noted after the first such leak, as it takes about a microsecond. Who has put an
 * entry into the MDC is not known, but the task is.
 */
public final class ContextLeaks {
    private static final HookSwitch SWITCH = HookSwitch.named("Throwable");

    /** Whether leaks are looked for. A constant for the JIT compiler, so that it costs nothing if they are not. */
    static final boolean ARE_WATCHED = Settings.contextLeaks;

    /** The number of tasks running inside each other on one thread that are looked at. */
    private static final int MOST = 1_000;

    /** Whether a scope was left open, so that openers are noted from now on. */
    private static volatile boolean hasLeaked;

    /**
     * A leak.
     *
     * @param what what was left, in words
     * @param opener where it was set, if that is known
     */
    public record Leak(String what, @Nullable Failure opener) {}

    /** The MDC and the context of OpenTelemetry with which a task has begun. */
    static final class Begun {
        private final Task task;
        private final @Nullable Object context;
        private final @Nullable Begun outer;
        private final int depth;

        Begun(Task task, @Nullable Begun outer) {
            this.task = task;
            this.context = ThreadContext.capture();
            this.outer = outer;
            this.depth = outer == null ? 1 : outer.depth + 1;
        }
    }

    /** Called when a task has become the current one of its thread. */
    static void begins(Task task, State state) {
        if (state.begun == null || state.begun.depth < MOST) {
            state.begun = new Begun(task, state.begun);
        }
    }

    /** Called when a task is about to restore the context that its thread had before. */
    static void ends(Task task, State state, @Nullable Object before) {
        Begun begun = state.begun;
        while (begun != null && begun.task != task) {
            begun = begun.outer;
        }
        if (begun != null) {
            state.begun = begun.outer;
            if (!task.isWholeThread()) {
                compare(task, begun.context, before);
            }
        }
    }

    private static void compare(Task task, @Nullable Object begun, @Nullable Object before) {
        try {
            Object present = ThreadContext.capture();
            Set<String> keys = new TreeSet<>();
            Mdc.added(keys, ThreadContext.mdc(begun), ThreadContext.mdc(before), ThreadContext.mdc(present));
            if (!keys.isEmpty()) {
                note(task, "the entries " + keys + " in the MDC", null);
            }
            Object span = ThreadContext.context(present);
            if (span != null && span != ThreadContext.context(begun) && span != ThreadContext.context(before)) {
                note(task, "a scope of OpenTelemetry", null);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Returns a throwable with the stack of whoever opens a scope now, if that is to be noted. */
    static @Nullable Throwable opener() {
        return hasLeaked ? new Throwable() : null;
    }

    /** Called when a task has ended in which a scope was opened that is still open. */
    static void leftOpen(@Nullable Task task, @Nullable Throwable opener, boolean isHandoff) {
        hasLeaked = true;
        if (task != null) {
            note(
                    task,
                    isHandoff ? "a resumed hand-off" : "a scope of a correlation",
                    opener == null ? null : Failure.of(opener, task.hop));
        }
    }

    private static void note(Task task, String what, @Nullable Failure opener) {
        Incidents.leaked(new Leak(what, opener), task);
    }

    private ContextLeaks() {}
}
