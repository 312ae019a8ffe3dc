package dev.whence.runtime.library;

import dev.whence.context.Correlation;
import dev.whence.runtime.CarrierField;
import dev.whence.runtime.Edge;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.NestingRun;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of the operators of reactive streams that queue values, and of pools that queue whoever waits.
 *
 * <p>One run empties such a queue, of values that many operations may have put there. It is submitted, or done at once,
 * by whoever finds the queue idle. Its own context says nothing of the other values. So the run has the context of the
 * subscriber, unless it is in the operation of the subscriber already. A subscriber in an operation gets all values in
 * it, as a listener of a future does. A subscriber outside of all operations gets the values of others in none.
 *
 * <p>If subscriber and emitter belong to one operation, nothing changes, not even the MDC. If several operations have
 * emitted values to one subscriber, nothing tells which value belongs to which operation. From then on all of them are
 * passed on in none.
 */
public final class StreamHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Reactive streams");

    /** The field of an event with the context of its sender. */
    private static final CarrierField SENT = new CarrierField(List.of(
            "org.apache.pekko.stream.impl.fusing.GraphInterpreterShell$AsyncInput",
            "akka.stream.impl.fusing.GraphInterpreterShell$AsyncInput"));

    /** A subscription, with the context in which it was made. */
    private static final class Subscribed extends Task {
        /** The operation of the first value that came from one. */
        private @Nullable Correlation first;

        /** Whether values came from several operations. */
        volatile boolean isShared;

        Subscribed(State state, FunctionType subscription) {
            super(state.task, Sites.hop(state, subscription));
        }

        void offered(Task emitter) {
            Correlation known = first;
            if (emitter.correlation == Correlation.none()) {
                isShared = emitter instanceof StreamRun;
            } else if (known == null) {
                first = emitter.correlation;
            } else if (known != emitter.correlation && !known.id().equals(emitter.correlation.id())) {
                isShared = true;
            }
        }

        /** Whether an event comes from the operation of the subscription, and so did all events before. */
        boolean isEventOfOwn(Task sender) {
            boolean isOwn = isOfOperationOf(sender);
            if (!isOwn && sender.correlation != Correlation.none()) {
                isShared = true;
            }
            return isOwn && !isShared;
        }
    }

    /** A run in the context of a subscriber. It includes the runs inside of it that need no other context. */
    private static final class StreamRun extends NestingRun {
        /** Makes a run without a context. */
        StreamRun() {}

        StreamRun(Task subscribed) {
            super(subscribed);
        }
    }

    /** Called when a subscription is made. The result is kept in it. */
    public static @Nullable Object subscribed(Object subscription) {
        if (SWITCH.isOn()) {
            try {
                return new Subscribed(State.current(), FunctionType.of(subscription));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /**
     * Called when a stream of Pekko or Akka gets the logics of its stages. Some stages take values without telling whose
     * they are. A stream with such a stage serves several operations from its start.
     */
    public static void stages(@Nullable Object subscription, @Nullable Object @Nullable [] logics) {
        try {
            if (subscription instanceof Subscribed stream && logics != null) {
                for (Object logic : logics) {
                    stream.isShared |= logic != null && FunctionType.of(logic).isShared;
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a value is about to be queued. */
    public static void offered(@Nullable Object subscription) {
        try {
            if (subscription instanceof Subscribed subscribed && !subscribed.isShared) {
                subscribed.offered(State.current().task);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called before a queue is emptied. {@link #end} follows. */
    public static void draining(@Nullable Object subscription) {
        try {
            State state = State.current();
            begin(state, subscription instanceof Subscribed subscribed ? drain(subscribed, state) : null);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable StreamRun drain(Subscribed subscribed, State state) {
        if (subscribed.isShared) {
            return ofNobody(state);
        }
        return subscribed.isOfOperationOf(state.task) ? null : new StreamRun(subscribed);
    }

    /** Called before a stream of Pekko or Akka begins. {@link #end} follows. */
    public static void processing(@Nullable Object subscription) {
        processing(subscription, null);
    }

    /**
     * Called before a stream of Pekko or Akka handles an event. {@link #end} follows. An event comes in the context of
     * its sender, or has it in a field, and leads to whatever the stages have buffered. If that is another operation
     * than the one that has made the stream, nothing tells whose values these are.
     */
    public static void processing(@Nullable Object subscription, @Nullable Object event) {
        try {
            State state = State.current();
            Object sent = event == null ? null : SENT.get(event);
            Task sender = sent instanceof Subscribed known ? known : state.task;
            if (subscription instanceof Subscribed stream && stream.isEventOfOwn(sender)) {
                begin(state, drain(stream, state));
            } else {
                begin(state, ofNobody(state));
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called before something is done that belongs to no operation. {@link #end} follows. */
    public static void ofNobody() {
        try {
            State state = State.current();
            begin(state, ofNobody(state));
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable StreamRun ofNobody(State state) {
        return state.task.correlation == Correlation.none() ? null : new StreamRun();
    }

    /**
     * Called before a value is passed on, which one emitter does for all its subscribers. {@link #end} follows. A
     * subscriber outside of all operations leaves the emitter in its own.
     */
    public static void emitting(@Nullable Object subscription) {
        try {
            State state = State.current();
            begin(state, subscription instanceof Subscribed subscribed ? emission(subscribed, state) : null);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static @Nullable StreamRun emission(Subscribed subscribed, State state) {
        boolean isOther = subscribed.correlation != Correlation.none() && !subscribed.isOfOperationOf(state.task);
        return isOther ? new StreamRun(subscribed) : null;
    }

    /** Called before the queue of a hot stream is emptied for all subscribers. {@link #end} follows. */
    public static void serving(@Nullable Object subscription) {
        try {
            State state = State.current();
            boolean isShared = subscription instanceof Subscribed subscribed && subscribed.isShared;
            begin(state, isShared ? ofNobody(state) : null);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void begin(State state, @Nullable StreamRun run) {
        if (run != null && SWITCH.isOn()) {
            if (run.correlation != Correlation.none()) {
                run.join(state.task.frontier, Edge.COMPLETE);
            }
            run.resume(state);
        } else {
            NestingRun.beginsInside(state, StreamRun.class);
        }
    }

    /** Called before one of several values is passed on. Another operation may have offered one since the last. */
    public static void passing(@Nullable Object subscription) {
        try {
            State state = State.current();
            if (subscription instanceof Subscribed subscribed
                    && subscribed.isShared
                    && state.task.correlation != Correlation.none()) {
                end();
                new StreamRun().resume(state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a queue was emptied or a value was passed on. */
    public static void end() {
        try {
            NestingRun.ended(State.current(), StreamRun.class);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private StreamHooks() {}
}
