package dev.whence.runtime.jdk;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of virtual threads.
 *
 * <p>A virtual thread gets its {@link State} only when it needs one. Many virtual threads never ask for a context. A
 * state, with the JDK's map for a first thread local, is several times as large as the task alone.
 *
 * <p>Until then the context is in the injected field of the thread's continuation. The field holds the body of the
 * thread from the construction on, the captured task from the start on, and the state as soon as there is one. Only one
 * thread at a time uses the field: the thread that constructs the virtual thread, then the thread that starts it, then
 * the virtual thread itself. No hook runs when the thread is mounted or parked.
 */
public final class VirtualThreadHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("VirtualThread");
    private static final @Nullable Class<?> TYPE = InjectedField.type("java.lang.VirtualThread");
    private static final @Nullable VarHandle CONTINUATION =
            InjectedField.handle(TYPE, "cont", InjectedField.type("jdk.internal.vm.Continuation"));
    private static final InjectedField KEPT =
            InjectedField.of(InjectedField.type("java.lang.VirtualThread$VThreadContinuation"));

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

    /** Called when the continuation of a virtual thread is constructed with the body of the thread. */
    public static void made(Object continuation, Runnable body) {
        ThreadHooks.given(body);
        try {
            KEPT.set(continuation, body);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a virtual thread starts. */
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

    /** Creates the state of the current thread, which needs one now. */
    private static State begin(Thread thread) {
        if (CONTINUATION == null || TYPE == null || !TYPE.isInstance(thread)) {
            return new State(new Task());
        }
        Object continuation = CONTINUATION.get(thread);
        State state = new State(new Task());
        if (KEPT.get(continuation) instanceof ThreadHooks.ThreadRun run) {
            state = run.state();
            state.limitAdoption();
        }
        KEPT.set(continuation, state);
        return state;
    }

    /** Called when the current thread ends. It is a virtual thread. */
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

    /** Returns the state of a virtual thread, or null if it has none yet or is none. */
    static @Nullable State state(Thread thread) {
        return kept(thread) instanceof State state ? state : null;
    }

    /** Returns the task with which a virtual thread was started, if the thread has no state yet; else null. */
    static @Nullable Task started(Thread thread) {
        return kept(thread) instanceof Task task ? task : null;
    }

    private static @Nullable Object kept(Thread thread) {
        return TYPE != null && CONTINUATION != null && TYPE.isInstance(thread)
                ? KEPT.get(CONTINUATION.get(thread))
                : null;
    }

    private VirtualThreadHooks() {}
}
