package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

    /** How many leaks are kept until a thread of the agent comes, which it does each second. */
    private static final int PLACES = 64;

    private static final AtomicReferenceArray<@Nullable Leak> LATEST = new AtomicReferenceArray<>(PLACES);
    private static final AtomicInteger NEXT = new AtomicInteger();

    /**
     * A leak.
     *
     * @param what what was left, in words
     * @param operation the ID of the task's correlation, or an empty string
     * @param millis the time
     * @param hop the hop that led to the task
     * @param opener made where the scope was opened, if that is known
     */
    public record Leak(
            String what,
            String operation,
            long millis,
            @Nullable Hop hop,
            @Nullable Throwable opener) {}

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
            note(task, isHandoff ? "a resumed hand-off" : "a scope of a correlation", opener);
        }
    }

    private static void note(Task task, String what, @Nullable Throwable opener) {
        Correlation correlation = task.correlation;
        Leak leak = new Leak(what, correlation.knownId(), System.currentTimeMillis(), task.hop, opener);
        LATEST.set(NEXT.getAndIncrement() & (PLACES - 1), leak);
    }

    /** Takes the leaks that were noted since the last call. */
    public static List<Leak> take() {
        List<Leak> taken = new ArrayList<>();
        for (int i = 0; ARE_WATCHED && i < PLACES; i++) {
            Leak leak = LATEST.getAndSet(i, null);
            if (leak != null) {
                taken.add(leak);
            }
        }
        return taken;
    }

    private ContextLeaks() {}
}
