package dev.whence.runtime.library;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.StepwiseWork;
import org.jspecify.annotations.Nullable;

/** The hooks of Kotlin's coroutines, which the glue for Kotlin calls. A coroutine is a {@link StepwiseWork}. */
public final class CoroutineHooks {
    private static final HookSwitch SWITCH =
            HookSwitch.named("Kotlin coroutines").byLoader();

    /** Called when the current task launches a coroutine. The result is null if the coroutine is to have no context. */
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

    /** Called before the current thread runs a coroutine. The result is the argument for {@link #suspended}. */
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

    /** Called when the current thread no longer runs a coroutine. */
    public static void suspended(@Nullable Object step) {
        if (step instanceof StepwiseWork.Step known) {
            try {
                known.end(State.current());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the glue has failed with an object of the library. */
    public static void failed(Throwable error, Object object) {
        SWITCH.failed(error, object);
    }

    private CoroutineHooks() {}
}
