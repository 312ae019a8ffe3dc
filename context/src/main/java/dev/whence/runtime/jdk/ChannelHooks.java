package dev.whence.runtime.jdk;

import dev.whence.runtime.Edge;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.NestingRun;
import dev.whence.runtime.State;
import dev.whence.runtime.Throwables;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of asynchronous socket channels. A handler runs in the context of the code that has started the operation.
 *
 * <p>Two kinds of handlers belong to nobody, since they serve everybody:
 *
 * <ul>
 *   <li>that of a server's {@code accept}, which often accepts the next connection itself;
 *   <li>those of a channel that {@linkplain ChannelUse several operations} use at the same time, or whose handlers write
 *       what is next in a queue.
 * </ul>
 */
public final class ChannelHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("asynchronous channels");

    /** Whether the code that calls handlers takes the attachment out of a task. */
    private static volatile boolean isInvokerWoven;

    /** The run of a handler. Until then it is in the place of the attachment of the operation. */
    private static final class HandlerRun extends NestingRun {
        private final @Nullable Object attachment;

        /** The channel of a read or write; null for other operations. */
        private final @Nullable ChannelUse use;

        private final boolean isRead;

        HandlerRun(State state, Object handler, @Nullable Object attachment, @Nullable ChannelUse use, boolean isRead) {
            super(state, FunctionType.of(handler));
            this.attachment = attachment;
            this.use = use;
            this.isRead = isRead;
            linkIfEndless();
        }

        /** Creates the run of a handler that belongs to nobody. */
        HandlerRun(@Nullable Object attachment, @Nullable ChannelUse use) {
            this.attachment = attachment;
            this.use = use;
            this.isRead = false;
        }

        @Override
        protected String dispatcher() {
            return "sun.nio.ch.Invoker.invokeUnchecked";
        }
    }

    /** Called by the class that calls handlers, so that one knows that it was woven. */
    public static void woven() {
        if (!isInvokerWoven) {
            isInvokerWoven = true;
        }
    }

    /** Called when a channel has been made. The result is kept in it. The argument has no meaning. */
    public static Object opened(boolean ignored) {
        return new ChannelUse();
    }

    /** Called when a channel is going to connect. Returns what to use as the attachment. */
    public static @Nullable Object connecting(@Nullable Object attachment, @Nullable Object handler) {
        return isCarried(handler) ? started(handler, attachment, null, false) : attachment;
    }

    /** Called when a server is going to accept a connection. */
    public static @Nullable Object accepting(@Nullable Object attachment, @Nullable Object handler) {
        try {
            return isCarried(handler) ? new HandlerRun(attachment, null) : attachment;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return attachment;
        }
    }

    /** Called when a channel is going to be read. There is no handler if the caller waits for a future. */
    public static @Nullable Object reading(
            @Nullable Object channel, @Nullable Object attachment, @Nullable Object handler) {
        return isCarried(handler) ? started(handler, attachment, channel, true) : attachment;
    }

    /** Called when one buffer or several are going to be written. */
    public static @Nullable Object writing(
            @Nullable Object channel,
            @Nullable Object attachment,
            @Nullable Object handler,
            @Nullable Object buffer,
            @Nullable Object @Nullable [] buffers) {
        boolean isCarried = isCarried(handler);
        try {
            if (SWITCH.isOn() && channel instanceof ChannelUse use) {
                // Of several buffers the last one stays if a part is left.
                Object last = buffers == null || buffers.length == 0 ? buffer : buffers[buffers.length - 1];
                if (isNext(use, last)) {
                    use.share();
                    return isCarried ? new HandlerRun(attachment, use) : attachment;
                }
                use.writing(State.current().correlation());
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
        return isCarried ? started(handler, attachment, channel, false) : attachment;
    }

    /** Whether a handler of a write goes on with the next buffer, which may be of any operation. */
    private static boolean isNext(ChannelUse use, @Nullable Object buffer) {
        boolean isSame = use.isSameBuffer(System.identityHashCode(buffer));
        return !isSame && State.current().task instanceof HandlerRun running && running.use == use && !running.isRead;
    }

    private static boolean isCarried(@Nullable Object handler) {
        return handler != null && isInvokerWoven && SWITCH.isOn();
    }

    private static @Nullable Object started(
            @Nullable Object handler, @Nullable Object attachment, @Nullable Object channel, boolean isRead) {
        try {
            if (handler != null) {
                State state = State.current();
                ChannelUse use = channel instanceof ChannelUse known ? known : null;
                if (use != null && isRead) {
                    use.reading(state.correlation());
                }
                return new HandlerRun(state, handler, attachment, use, isRead);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
        return attachment;
    }

    /**
     * Called before a handler is called. Returns its attachment. {@link #end} follows. Operations on files, and those
     * from before the agent, have their own attachment.
     */
    public static @Nullable Object begin(@Nullable Object attachment) {
        if (!(attachment instanceof HandlerRun run)) {
            nested();
            return attachment;
        }
        try {
            begin(run);
        } catch (Throwable e) {
            nested();
            SWITCH.failed(e);
        }
        return run.attachment;
    }

    private static void begin(HandlerRun started) {
        State state = State.current();
        HandlerRun run = started;
        if (started.use != null && started.isRead && started.use.read()) {
            run = new HandlerRun(null, started.use);
        }
        if (run.hop != null) {
            run.join(state.task.frontier, Edge.COMPLETE);
        }
        run.resume(state);
    }

    private static void nested() {
        NestingRun.beginsInside(State.current(), HandlerRun.class);
    }

    /** Called when a handler has thrown. {@link #end} follows. */
    @Hidden
    public static void thrown(Throwable thrown) {
        Throwables.handedOver(thrown);
    }

    /** Called when a handler was called. */
    public static void end() {
        try {
            NestingRun.ended(State.current(), HandlerRun.class);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private ChannelHooks() {}
}
