package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** Who opened a scope, remembered only in strict mode, and what is said if it is closed wrongly. */
final class StrictCheck {
    private static final boolean STRICT = Boolean.getBoolean("whence.strict");
    private static final StrictCheck LENIENT = new StrictCheck(null);

    private final @Nullable Throwable opener;

    private StrictCheck(@Nullable Throwable opener) {
        this.opener = opener;
    }

    static StrictCheck opened() {
        return STRICT
                ? new StrictCheck(new Throwable(
                        "opened by thread " + Thread.currentThread().getName()))
                : LENIENT;
    }

    boolean isWrongThread(State state) {
        return State.current() != state;
    }

    void report(String scope, State state) {
        if (opener == null) {
            return;
        }
        String fault = isWrongThread(state)
                ? " was closed on another thread, " + Thread.currentThread().getName()
                : " was closed while another scope was still open inside it";
        System.err.println("whence: " + scope + fault + "; it changed nothing. The scope was");
        opener.printStackTrace();
    }
}
