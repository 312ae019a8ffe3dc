package dev.whence.runtime.library;

import dev.whence.runtime.Edge;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.NestingRun;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of the handlers that are given to a future of Vert.x.
 *
 * <p>The future makes a listener around each handler, which is a lambda and has no room for a field. So a table has the
 * context of the code that has registered the handler. A listener is called once, and then leaves the table. A listener
 * of the program's own may wait in several futures at once. Then nothing tells which registration it is called for, and
 * it runs in no context. All other listeners are Vert.x's own, and run in the context that they are called in, or carry
 * one themselves.
 */
public final class VertxFutureHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Vert.x handlers").byLoader();
    private static final WeakTable<HandlerRun> REGISTERED = Sweep.also(WeakTable.ofMany());

    /** Whether a class is that of listeners which stand for a handler, or are the program's. */
    private static final ClassValue<Boolean> OF_PROGRAM = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            String name = type.getName();
            return !name.contains("io.vertx.core.")
                    || name.contains(".Future$")
                    || (name.contains(".FutureImpl$") && !name.endsWith("$ListenerArray"));
        }
    };

    /** The run of a handler. It includes the listeners of Vert.x that are called inside of it. */
    private static final class HandlerRun extends NestingRun {
        /** Whether the listener waits in several futures. */
        final boolean isAmbiguous;

        HandlerRun(State state, FunctionType listener) {
            super(state.task, Sites.hop(state, listener));
            isAmbiguous = false;
        }

        HandlerRun() {
            super(Task.ofNobody());
            isAmbiguous = true;
        }

        @Override
        protected String dispatcher() {
            return "io.vertx.core.impl.future.";
        }
    }

    /** Called when a listener is added to a future. */
    public static void added(@Nullable Object listener) {
        if (listener != null && OF_PROGRAM.get(listener.getClass()) && SWITCH.isOnFor(listener)) {
            try {
                boolean isWaiting = REGISTERED.get(listener) != null;
                HandlerRun run =
                        isWaiting ? new HandlerRun() : new HandlerRun(State.current(), FunctionType.of(listener));
                run.linkIfEndless();
                REGISTERED.put(listener, run);
            } catch (Throwable e) {
                SWITCH.failed(e, listener);
            }
        }
    }

    /** Called before a listener is called. {@link #end} follows. */
    public static void begin(@Nullable Object listener) {
        try {
            State state = State.current();
            HandlerRun known = listener == null ? null : REGISTERED.get(listener);
            if (known != null && listener != null) {
                HandlerRun run = known;
                if (known.isAmbiguous) {
                    run = new HandlerRun();
                } else {
                    REGISTERED.remove(listener);
                }
                run.join(state.task.frontier, Edge.COMPLETE);
                run.resume();
            } else {
                NestingRun.beginsInside(state, HandlerRun.class);
            }
        } catch (Throwable e) {
            SWITCH.failed(e, listener);
        }
    }

    /** Called when a listener has returned, or has thrown. */
    public static void end() {
        try {
            NestingRun.ended(State.current(), HandlerRun.class);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called before the next one of several listeners is called. The one before has returned. */
    public static void next(@Nullable Object listener) {
        end();
        begin(listener);
    }

    private VertxFutureHooks() {}
}
