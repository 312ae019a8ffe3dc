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
 * The hooks of HTTP servers. They follow a request from its arrival to its end. Servers call them through their glue:
 *
 * <ul>
 *   <li>{@link #arrived}: a request arrives, and the current thread handles it.
 *   <li>{@link #responding}: the headers of the response are about to be sent.
 *   <li>{@link #left}: the current thread stops handling the request.
 *   <li>{@link #handedOver} and {@link #takenUp}: another thread goes on with the request.
 *   <li>{@link #over}: the request has ended.
 * </ul>
 *
 * <p>A request is identified by an object of the server that lives as long as the request. The server may use the same
 * object for its next request. So an arrival replaces the entry of that object, and the end removes it.
 *
 * <p>Several threads may handle a request. Each of them has a task of its own. When a thread leaves the request, the
 * frontier of its task is added to the frontier of the request. The next thread begins with that frontier. So the log
 * events of the earlier threads precede those of the next one. The frontier of the request is changed by a
 * compare-and-set, because the earlier thread may still be leaving when the next one takes the request up.
 *
 * <p>A server may call these hooks in nested calls on one thread. The task counts them, and ends with the outermost
 * one.
 */
public final class ServerRequests {
    private static final HookSwitch SWITCH = HookSwitch.named("HTTP requests").byLoader();
    private static final WeakTable<Request> KNOWN = Sweep.also(WeakTable.ofMany());

    /** A request. Its value is the frontier before the next task that handles the request. */
    private static final class Request extends AtomicReference<@Nullable Frontier> {
        private static final long serialVersionUID = 1;

        final transient boolean senderUnderstandsEdges;
        transient volatile Correlation correlation;

        Request(Capture message, boolean senderUnderstandsEdges) {
            super(message.frontier());
            this.correlation = message.correlation();
            this.senderUnderstandsEdges = senderUnderstandsEdges;
        }

        /** Adds what a task has logged to the frontier of the request. */
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

    /** The task of one thread that handles a request. */
    private static final class RequestRun extends Task {
        final Request request;

        /** The number of nested calls of the server that the thread is in. */
        int depth = 1;

        RequestRun(Request request) {
            super(request.correlation, null, request.get(), ThreadContext.capture());
            this.request = request;
            this.frontierLabelled = true;
        }

        /** A correlation that the program gives to this task is the correlation of the request from now on. */
        @Override
        public void renamed(Correlation given) {
            request.correlation = given;
        }
    }

    /** Called when a request has arrived. The current thread handles it until {@link #left} is called. */
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

    /** Returns whether the current thread belongs to no operation, so that it may handle a request. */
    public static boolean isUnhandled() {
        State state = State.current();
        return state.innermost(RequestRun.class) == null && state.correlation() == Correlation.none();
    }

    /**
     * Called when the current thread begins a nested call, inside the call in which it handles a request. The nested
     * call ends with {@link #left}.
     */
    public static void nested() {
        try {
            takeUp(null);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /**
     * Called when a request has arrived, or when it is taken up because it is known already. The object must belong to
     * this request only.
     *
     * @return whether the request has arrived
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

    /**
     * Called before another thread takes up a request. What the current task has logged precedes what that thread logs.
     */
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

    /**
     * Called when the current thread takes up a known request. It handles the request until {@link #left} is called.
     */
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

    /**
     * Called when the current thread leaves the request that it handles. Each such call ends one call of the server.
     * Does nothing if the thread handles no request.
     */
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

    /** Called before the headers of the response to a request are sent. */
    public static <C> void responding(Object request, C response, HeaderSetter<C> setter) {
        if (SWITCH.isOnFor(request)) {
            try {
                Request known = KNOWN.get(request);
                if (known != null) {
                    respond(known.correlation, known.senderUnderstandsEdges, response, setter);
                }
            } catch (Throwable e) {
                SWITCH.failed(e, request);
            }
        }
    }

    static <C> void respond(
            Correlation correlation, boolean senderUnderstandsEdges, C response, HeaderSetter<C> setter) {
        if (Settings.idsInResponses) {
            setter.set(response, Propagation.CORRELATION_HEADER, correlation.id());
        }
        if (senderUnderstandsEdges && Settings.responsesCarryEdges()) {
            Propagation.injectEdge(response, setter);
        }
    }

    /** Returns a runnable for the server's own thread pool, which runs it in the context of the caller. */
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

    /** Called when a request has ended. The server may use its object for something else. */
    public static void over(Object request) {
        try {
            KNOWN.remove(request);
        } catch (Throwable e) {
            SWITCH.failed(e, request);
        }
    }

    /** Called when the glue of a server has failed with a request. */
    public static void failed(Throwable error, @Nullable Object request) {
        SWITCH.failed(error, request);
    }

    private ServerRequests() {}
}
