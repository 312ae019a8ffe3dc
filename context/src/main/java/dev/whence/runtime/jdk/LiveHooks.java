package dev.whence.runtime.jdk;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Wait;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The hooks by which the agent can tell another process what is in flight. */
public final class LiveHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("live view");

    private static volatile @Nullable Runnable door;

    /** Sets what opens the door to other processes. */
    public static void opens(Runnable opening) {
        door = opening;
    }

    /**
     * Called when another process asks the JVM for the properties of its agents. The thread is the one that the JVM has
     * for such requests, and runs no code of the application.
     */
    public static void asked() {
        Runnable opening = door;
        if (opening != null && SWITCH.isOn()) {
            try {
                opening.run();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a future was made that depends on all or on one of others. */
    public static void dependsOn(CompletableFuture<?> @Nullable [] sources) {
        if (SWITCH.isOn() && sources != null) {
            try {
                State state = State.current();
                for (CompletableFuture<?> source : sources) {
                    Sources.note(state, source);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when one future was made to get the result of another one. */
    public static void dependsOn(CompletableFuture<?> source) {
        if (SWITCH.isOn()) {
            try {
                Sources.noteRelayed(State.current(), source);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called when the current thread begins to wait for a future. Others that begin to depend on it meanwhile remain when
     * the thread has given up.
     */
    public static void waits(CompletableFuture<?> future) {
        if (SWITCH.isOn()) {
            try {
                State state = State.current();
                Sources.note(state, future);
                state.wait = new Wait(future, state.wait);
                ForbiddenWaits.begins(state);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current thread begins to wait for a future of a pool. */
    public static void waits() {
        if (SWITCH.isOn()) {
            try {
                ForbiddenWaits.begins(null);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current thread has waited for a future. */
    public static void waited() {
        try {
            State state = State.current();
            Wait wait = state.wait;
            state.wait = wait == null ? null : wait.outer();
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private LiveHooks() {}
}
