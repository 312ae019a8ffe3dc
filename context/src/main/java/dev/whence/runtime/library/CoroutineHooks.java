package dev.whence.runtime.library;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.StepwiseWork;
import org.jspecify.annotations.Nullable;

/** What the glue of Kotlin's coroutines calls: a coroutine is a {@link StepwiseWork}. */
public final class CoroutineHooks {
    private static final HookSwitch SWITCH =
            HookSwitch.named("Kotlin coroutines").byLoader();

    /** The current task launches a coroutine; null if it is to have no context. */
    public static @Nullable Object launched(Object scope) {
        if (SWITCH.isOnFor(scope)) {
            try {
                return new StepwiseWork(State.current(), FunctionType.of(scope), "kotlinx.coroutines.");
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** The current thread is about to run a coroutine, until that is {@link #suspended}, which needs what this returns. */
    public static @Nullable Object resumed(Object coroutine) {
        if (SWITCH.isOn()) {
            try {
                return ((StepwiseWork) coroutine).step();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** The current thread no longer runs a coroutine. */
    public static void suspended(@Nullable Object step) {
        if (step instanceof StepwiseWork.Step known) {
            try {
                known.end(State.current());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** What could not be done by the glue for an object of the library. */
    public static void failed(Throwable error, Object object) {
        SWITCH.failed(error, object);
    }

    private CoroutineHooks() {}
}
