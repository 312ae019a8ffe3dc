package dev.whence.runtime.http;

import dev.whence.context.Correlation;
import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.context.Propagation;
import dev.whence.runtime.Capture;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.ThreadContext;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What servers call, by way of the glue for each: a request arrives, its response is about to be sent, the thread leaves it,
 * maybe another thread takes it up again, and it is over.
 *
 * <p>A request is known by an object that the server has for as long as it lasts, and may use again for the next one.
 */
public final class ServerRequests {
    private static final HookSwitch SWITCH = HookSwitch.named("HTTP requests").byLoader();
    private static final WeakTable<Request> KNOWN = Sweep.also(WeakTable.ofMany());

    /** A request, with what precedes whatever takes it up next. */
    private static final class Request extends AtomicReference<@Nullable Frontier> {
        private static final long serialVersionUID = 1;

        final transient boolean senderUnderstandsEdges;
        transient volatile Correlation correlation;

        Request(Capture message, boolean senderUnderstandsEdges) {
            super(message.frontier());
            this.correlation = message.correlation();
            this.senderUnderstandsEdges = senderUnderstandsEdges;
        }

        /** What the current task has done precedes what follows. */
        void follow(@Nullable Frontier done) {
            Frontier known = get();
            while (done != null && done != known) {
                Frontier both = Frontier.union(known, done, Edge.RESUME);
                if (compareAndSet(known, both)) {
                    return;
                }
                known = get();
            }
        }
    }

    /** The handling of a request by one thread. */
    private static final class RequestRun extends Task {
        final Request request;

        /** Of calls of the server, one in the other, how many the thread is in. */
        int depth = 1;

        RequestRun(Request request) {
            super(request.correlation, null, request.get(), ThreadContext.capture());
            this.request = request;
            this.frontierLabelled = true;
        }

        /** What the program calls the operation is the name of the request. */
        @Override
        public void renamed(Correlation given) {
            request.correlation = given;
        }
    }

    /** A request has arrived, and the current thread handles it until it has {@link #left}. */
    public static <C> void arrived(Object request, C message, HeaderGetter<C> getter) {
        if (SWITCH.isOnFor(request)) {
            try {
                arrive(request, message, getter);
            } catch (Throwable e) {
                SWITCH.failed(e, request);
            }
        }
    }

    private static <C> void arrive(Object request, C message, HeaderGetter<C> getter) {
        Capture context = (Capture) Propagation.extract(message, getter);
        Request arrived = new Request(context, getter.get(message, Propagation.CAUSAL_HEADER) != null);
        KNOWN.put(request, arrived);
        new RequestRun(arrived).resume();
    }

    /** Whether the current thread does nothing that belongs to an operation, so that it may handle a request. */
    public static boolean isUnhandled() {
        State state = State.current();
        return state.innermost(RequestRun.class) == null && state.correlation() == Correlation.none();
    }

    /** The current thread begins a call inside of those in which it handles a request; it ends when it has {@link #left}. */
    public static void nested() {
        try {
            takeUp(null);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /**
     * A request has arrived, if it is not known yet, else it is taken up. For an object that is that of one request only.
     *
     * @return whether it has arrived
     */
    public static <C> boolean arrivedOrTakenUp(Object request, C message, HeaderGetter<C> getter) {
        if (SWITCH.isOnFor(request)) {
            try {
                Request known = KNOWN.get(request);
                if (known == null) {
                    arrive(request, message, getter);
                    return true;
                }
                takeUp(known);
            } catch (Throwable e) {
                SWITCH.failed(e, request);
            }
        }
        return false;
    }

    /** Another thread is going to take up a request, after what the current task has done. */
    public static void handedOver(Object request) {
        if (SWITCH.isOnFor(request)) {
            try {
                Request known = KNOWN.get(request);
                if (known != null) {
                    known.follow(State.current().task.frontier);
                }
            } catch (Throwable e) {
                SWITCH.failed(e, request);
            }
        }
    }

    /** The current thread takes up a request that has arrived before, until it has {@link #left}. */
    public static void takenUp(@Nullable Object request) {
        if (SWITCH.isOnFor(request)) {
            try {
                takeUp(request == null ? null : KNOWN.get(request));
            } catch (Throwable e) {
                SWITCH.failed(e, request);
            }
        }
    }

    private static void takeUp(@Nullable Request known) {
        RequestRun run = State.current().innermost(RequestRun.class);
        if (run != null && (known == null || known == run.request)) {
            run.depth++;
        } else if (known != null) {
            new RequestRun(known).resume();
        }
    }

    /** The current thread leaves the request that it handles, if it does, and has not taken it up more than once. */
    public static void left() {
        try {
            State state = State.current();
            RequestRun run = state.innermost(RequestRun.class);
            if (run != null && --run.depth == 0) {
                leave(run, state);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void leave(RequestRun run, State state) {
        run.request.follow(run.frontier);
        run.unwind(state);
    }

    /** The headers of a request's response are about to be sent. */
    public static <C> void responding(Object request, C response, HeaderSetter<C> setter) {
        if (SWITCH.isOnFor(request)) {
            try {
                Request known = KNOWN.get(request);
                if (known != null) {
                    if (Settings.idsInResponses) {
                        setter.set(response, Propagation.CORRELATION_HEADER, known.correlation.id());
                    }
                    if (known.senderUnderstandsEdges && Settings.responsesCarryEdges()) {
                        Propagation.injectEdge(response, setter);
                    }
                }
            } catch (Throwable e) {
                SWITCH.failed(e, request);
            }
        }
    }

    /** A runnable for a server's own pool to run, in the context of the caller. */
    public static @Nullable Runnable carried(@Nullable Runnable runnable) {
        if (!SWITCH.isOn() || runnable == null) {
            return runnable;
        }
        try {
            return Correlation.current().wrap(runnable);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return runnable;
        }
    }

    /** A request is over; its object may be used for something else. */
    public static void over(Object request) {
        try {
            KNOWN.remove(request);
        } catch (Throwable e) {
            SWITCH.failed(e, request);
        }
    }

    /** What could not be done for a request by the glue of its server. */
    public static void failed(Throwable error, @Nullable Object request) {
        SWITCH.failed(error, request);
    }

    private ServerRequests() {}
}
