package dev.whence.runtime;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.context.Propagation;

/**
 * What servers call, by way of the glue for each: a request arrives, its answer is about to be sent, the thread leaves it,
 * and maybe another thread takes it up again.
 *
 * <p>A request is known by an object that the server has for as long as it lasts, and may use again for the next one.
 */
public final class Requests {
    private static final HookSwitch SWITCH = HookSwitch.named("HTTP requests");
    private static final WeakTable<Request> KNOWN = new WeakTable<>();

    /** A request: where its handling goes on, and whether its sender understands edges. */
    private static final class Request {
        final Capture context;
        final boolean hasEdge;

        Request(Capture context, boolean hasEdge) {
            this.context = context;
            this.hasEdge = hasEdge;
        }
    }

    /** The handling of a request by one thread. */
    private static final class RequestRun extends Task {
        RequestRun(Task resumption) {
            super(resumption);
        }
    }

    /** A request has arrived, and the current thread handles it until it has {@link #left}. */
    public static <C> void arrived(Object request, C message, HeaderGetter<C> getter) {
        if (SWITCH.isOn()) {
            try {
                Capture context = (Capture) Propagation.extract(message, getter);
                boolean hasEdge = getter.get(message, Propagation.CAUSAL_HEADER) != null;
                handle(request, new Request(context, hasEdge));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Another thread is going to take up a request, after what the current task has done. */
    public static void handedOver(Object request) {
        if (SWITCH.isOn()) {
            try {
                Request known = KNOWN.get(request);
                if (known != null) {
                    KNOWN.put(request, new Request(known.context.goingOn(), known.hasEdge));
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current thread takes up a request that has arrived before, until it has {@link #left}. */
    public static void takenUp(Object request) {
        if (SWITCH.isOn()) {
            try {
                Request known = KNOWN.get(request);
                if (known != null) {
                    handle(request, known);
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void handle(Object request, Request known) {
        KNOWN.put(request, known);
        new RequestRun(known.context.resumption()).resume();
    }

    /** The current thread leaves the request that it handles, if it does. */
    public static void left() {
        try {
            State state = State.current();
            for (Task task = state.task; task != null; task = task.previous()) {
                if (task instanceof RequestRun) {
                    task.unwind(state);
                    return;
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** The headers of a request's answer are about to be sent. */
    public static <C> void answering(Object request, C answer, HeaderSetter<C> setter) {
        if (SWITCH.isOn()) {
            try {
                Request known = KNOWN.get(request);
                if (known != null) {
                    setter.set(
                            answer,
                            Propagation.CORRELATION_HEADER,
                            known.context.correlation().id());
                    if (known.hasEdge) {
                        Propagation.injectEdge(answer, setter);
                    }
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private Requests() {}
}
