package dev.whence.runtime;

import dev.whence.context.Correlation;
import dev.whence.runtime.table.Privileged;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/** Who opened a scope, remembered only in strict mode, and what is said if it is closed wrongly or never. */
final class StrictCheck {
    private static final boolean STRICT = Privileged.run(new Wanted());
    private static final StrictCheck LENIENT = new StrictCheck();

    /** How many scopes may be open in a thread before that is said; those that are opened inside of them are not. */
    private static final int MANY = 1_000;

    /** Whether the program is to be checked; not if the security manager lets nobody ask. */
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

    /** What was opened; null for a hand-off. */
    private final @Nullable Correlation correlation;

    private final @Nullable Task task;
    private final @Nullable StrictCheck outer;
    private final int depth;

    /** Whether something was said of it. */
    private boolean isTold;

    private StrictCheck() {
        this.opener = null;
        this.correlation = null;
        this.task = null;
        this.outer = null;
        this.depth = 0;
    }

    private StrictCheck(State state, @Nullable Correlation correlation) {
        this.opener = new Throwable("opened by thread " + Thread.currentThread().getName());
        this.correlation = correlation;
        this.task = state.task;
        this.outer = state.lastOpened;
        this.depth = outer == null ? 1 : outer.depth + 1;
    }

    /** The current task opens a scope for a correlation, or is a hand-off that was resumed. */
    static StrictCheck opened(State state, @Nullable Correlation correlation) {
        if (!STRICT) {
            return LENIENT;
        }
        StrictCheck opened = new StrictCheck(state, correlation);
        if (opened.depth <= MANY) {
            state.lastOpened = opened;
        }
        if (opened.depth == MANY) {
            opened.report(" is number " + MANY + " that is open in its thread");
        }
        return opened;
    }

    /** The scope is closed as it should be. */
    void closed(State state) {
        if (state.lastOpened == this) {
            state.lastOpened = outer;
        }
    }

    /** The scope is closed where it must not be. */
    void closedWrongly(State state) {
        String fault = State.current() != state
                ? " was closed on another thread, " + Thread.currentThread().getName()
                : " was closed while another scope was still open inside it";
        report(fault + "; it changed nothing");
    }

    /** A task has ended, perhaps with those in it that were left open. */
    static void ended(State state) {
        if (STRICT) {
            StrictCheck last = state.lastOpened;
            while (last != null && last.task != null && !state.isRunning(last.task)) {
                if (!last.isTold) {
                    last.report(" was not closed when its task ended");
                }
                last = last.outer;
            }
            state.lastOpened = last;
        }
    }

    private void report(String fault) {
        if (opener != null) {
            isTold = true;
            String scope = correlation == null ? "A resumed hand-off" : "A correlation scope for " + correlation.id();
            System.err.println("whence: " + scope + fault + ". The scope was");
            opener.printStackTrace();
        }
    }
}
