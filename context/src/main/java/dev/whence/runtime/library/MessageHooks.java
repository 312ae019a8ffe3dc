package dev.whence.runtime.library;

import dev.whence.runtime.Capture;
import dev.whence.runtime.Settings;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of libraries that send and receive messages with headers. As with {@link CarryHooks}, a number says for which
 * method a hook is called.
 */
public final class MessageHooks {
    /** The handling of a message that was received. It is an operation of its own, or goes on with the sender's. */
    private static final class ReceivedRun extends Task {
        private final HookedMethod method;

        ReceivedRun(Capture message, HookedMethod method) {
            super(message.correlation(), null, message.frontier(), ThreadContext.capture());
            this.method = method;
            this.frontierLabelled = true;
        }
    }

    /** Called before the current task sends a message. Which host gets it is not known. */
    public static void sending(@Nullable Object message, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        if (message != null && hooked.hook.isOnFor(message) && Settings.sendsTo(null)) {
            try {
                hooked.inject(message);
            } catch (Throwable e) {
                hooked.hook.failed(e, message);
            }
        }
    }

    /**
     * As {@link #sending}, for a message that cannot be changed. Returns the one to send.
     *
     * @param type the class of a new message if there is none
     */
    public static @Nullable Object sendingCopy(@Nullable Object message, @Nullable Class<?> type, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        if (hooked.hook.isOnFor(message) && Settings.sendsTo(null)) {
            try {
                return hooked.injected(message, type);
            } catch (Throwable e) {
                hooked.hook.failed(e, message);
            }
        }
        return message;
    }

    /** As {@link #received}, inside a method that handles a message if there is one. */
    public static void receivedIfAny(@Nullable Object message, int method) {
        if (message != null) {
            received(message, method);
        }
    }

    /** Called when a method begins that handles a received message. {@link #end} follows. */
    public static void received(@Nullable Object message, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        if (hooked.hook.isOnFor(message)) {
            try {
                new ReceivedRun(hooked.extract(message), hooked).resume();
            } catch (Throwable e) {
                hooked.hook.failed(e, message);
            }
        }
    }

    /** Called when such a method ends. */
    public static void end(int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            State state = State.current();
            ReceivedRun run = state.innermost(ReceivedRun.class);
            if (run != null && run.method == hooked) {
                run.unwind(state);
            }
        } catch (Throwable e) {
            hooked.hook.failed(e);
        }
    }

    private MessageHooks() {}
}
