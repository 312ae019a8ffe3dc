package dev.whence.runtime.jdk;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What virtual threads call.
 *
 * <p>Many virtual threads never ask for a context, and a state with the JDK's map for a first thread local is several times
 * as large as the task. So a virtual thread has no state before it needs one. Until then its continuation keeps the task,
 * in an injected field that holds the body from the construction on, the task from the start on, and the state once there
 * is one. Nothing runs when the thread mounts or parks.
 */
public final class VirtualThreadHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("VirtualThread");
    private static final @Nullable Class<?> TYPE = type("java.lang.VirtualThread");
    private static final @Nullable VarHandle CONTINUATION =
            InjectedField.handle(TYPE, "cont", type("jdk.internal.vm.Continuation"));
    private static final InjectedField KEPT = InjectedField.of(type("java.lang.VirtualThread$VThreadContinuation"));

    private static final State.FirstStates STATES = new State.FirstStates() {
        @Override
        public State of(Thread thread) {
            return begin(thread);
        }
    };

    static {
        if (TYPE != null && CONTINUATION == null) {
            SWITCH.off("the continuation of a virtual thread is not where it was");
        }
    }

    private static @Nullable Class<?> type(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** The continuation of a virtual thread is made, to run a body. */
    public static void made(Object continuation, Runnable body) {
        ThreadHooks.given(body);
        try {
            KEPT.set(continuation, body);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** A virtual thread starts. */
    public static void starting(Thread thread) {
        if (CONTINUATION != null && SWITCH.isOn()) {
            try {
                Object continuation = CONTINUATION.get(thread);
                Object body = KEPT.get(continuation);
                KEPT.set(continuation, ThreadHooks.begun(body == null ? thread : body));
                State.startWith(STATES);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The state with which the current thread begins, now that it needs one. */
    private static State begin(Thread thread) {
        if (CONTINUATION == null || TYPE == null || !TYPE.isInstance(thread)) {
            return new State(new Task());
        }
        Object continuation = CONTINUATION.get(thread);
        State state = KEPT.get(continuation) instanceof ThreadHooks.ThreadRun run ? run.state() : new State(new Task());
        KEPT.set(continuation, state);
        return state;
    }

    /** The current thread, a virtual one, ends. */
    public static void ending(Thread thread) {
        if (CONTINUATION != null && SWITCH.isOn()) {
            try {
                Object continuation = CONTINUATION.get(thread);
                Object kept = KEPT.get(continuation);
                KEPT.set(continuation, null);
                Task last = kept instanceof State state ? state.task : kept instanceof Task task ? task : null;
                if (last != null) {
                    ThreadHooks.ended(thread, last);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private VirtualThreadHooks() {}
}
