package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.runtime.table.Privileged;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * The check of one scope in strict mode. It remembers the code that opened the scope and reports a scope that is closed
 * wrongly or never. If {@linkplain ContextLeaks leaks} are looked for, it tells of those that are never closed. Without
 * both, all scopes share one check, which does nothing.
 *
 * <p>The open scopes of a thread form a chain from the innermost outwards, which begins in the thread's {@link State}.
 * A scope that is closed correctly leaves the chain. When a task ends, the scopes at the inner end of the chain whose
 * tasks are no longer running were not closed in time: they are reported and leave the chain. The chain has at most
 * {@value #MANY} scopes, so that a program that never closes its scopes does not fill the memory; scopes beyond that
 * are not remembered.
 */
final class StrictCheck {
    private static final boolean STRICT = Privileged.run(new Wanted());
    private static final StrictCheck LENIENT = new StrictCheck();

    /** The number of scopes open in one thread that is reported. Scopes opened inside them are not remembered. */
    private static final int MANY = 1_000;

    /** Whether the program is to be checked. If a security manager forbids reading the property, it is not. */
    private static final class Wanted implements PrivilegedAction<Boolean> {
        @Override
        public Boolean run() {
            try {
                return Boolean.getBoolean("whence.strict");
            } catch (SecurityException e) {
                return false;
            }
        }
    }

    private final @Nullable Throwable opener;

    /** The correlation that was opened; null for a hand-off. */
    private final @Nullable Correlation correlation;

    private final @Nullable Task task;
    private final @Nullable StrictCheck outer;
    private final int depth;

    /** Whether this scope was reported. */
    private boolean isTold;

    private StrictCheck() {
        this.opener = null;
        this.correlation = null;
        this.task = null;
        this.outer = null;
        this.depth = 0;
    }

    private StrictCheck(State state, @Nullable Correlation correlation) {
        this.opener = STRICT
                ? new Throwable("opened by thread " + Thread.currentThread().getName())
                : ContextLeaks.opener();
        this.correlation = correlation;
        this.task = state.task;
        this.outer = state.lastOpened;
        this.depth = outer == null ? 1 : outer.depth + 1;
    }

    /**
     * Returns the check of a new scope: one for a correlation in the current task, or a resumed hand-off, which is the
     * task.
     */
    static StrictCheck opened(State state, @Nullable Correlation correlation) {
        if (!STRICT && !ContextLeaks.ARE_WATCHED) {
            return LENIENT;
        }
        StrictCheck opened = new StrictCheck(state, correlation);
        if (opened.depth <= MANY) {
            state.lastOpened = opened;
        }
        if (STRICT && opened.depth == MANY) {
            opened.report(" is number " + MANY + " that is open in its thread");
        }
        return opened;
    }

    /** Records that the scope is closed correctly. */
    void closed(State state) {
        if (state.lastOpened == this) {
            state.lastOpened = outer;
        }
    }

    /** Reports that the scope is closed on a wrong thread or in a wrong order. */
    void closedWrongly(State state) {
        String fault = State.current() != state
                ? " was closed on another thread, " + Thread.currentThread().getName()
                : " was closed while another scope was still open inside it";
        report(fault + "; it changed nothing");
    }

    /** Reports the scopes that were not closed when a task, and the tasks inside it that were left open, ended. */
    static void ended(State state) {
        if (STRICT || ContextLeaks.ARE_WATCHED) {
            StrictCheck last = state.lastOpened;
            while (last != null && last.task != null && !state.isRunning(last.task)) {
                last.leftOpen();
                last = last.outer;
            }
            state.lastOpened = last;
        }
    }

    private void leftOpen() {
        if (!isTold) {
            report(" was not closed when its task ended");
        }
        if (ContextLeaks.ARE_WATCHED) {
            ContextLeaks.leftOpen(task, opener, correlation == null);
        }
    }

    private void report(String fault) {
        if (STRICT && opener != null) {
            isTold = true;
            String scope = correlation == null ? "A resumed hand-off" : "A correlation scope for " + correlation.id();
            System.err.println("whence: " + scope + fault + ". The scope was");
            opener.printStackTrace();
        }
    }
}
