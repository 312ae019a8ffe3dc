package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.context.Propagation;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.OutgoingCall;
import dev.whence.runtime.Settings;
import dev.whence.runtime.State;
import dev.whence.runtime.Ticks;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of HTTP clients: a request is about to be sent, or a response has arrived. Most clients call them through
 * their glue.
 */
public final class ClientCalls {
    private static final HookSwitch SWITCH = HookSwitch.named("HTTP calls").byLoader();

    /** A setter of headers that never replaces a header of the program. */
    private static final class Addition<C, A extends HeaderGetter<C> & HeaderSetter<C>> implements HeaderSetter<C> {
        private final A headers;
        private final boolean hasTrace;

        Addition(A headers, boolean hasTrace) {
            this.headers = headers;
            this.hasTrace = hasTrace;
        }

        @Override
        public void set(C carrier, String name, String value) {
            boolean isOfOtherTrace = hasTrace && name.equals(Propagation.TRACE_STATE_HEADER);
            if (!isOfOtherTrace && headers.get(carrier, name) == null) {
                headers.set(carrier, name, value);
            }
        }
    }

    /**
     * Called before the current task sends a request. {@code host} is the host that gets the request, or null if it is
     * not known.
     */
    public static <C, A extends HeaderGetter<C> & HeaderSetter<C>> void sending(
            C message, A headers, @Nullable String host) {
        if (SWITCH.isOnFor(message) && Settings.sendsTo(host)) {
            try {
                boolean hasTrace = headers.get(message, Propagation.TRACE_HEADER) != null;
                Propagation.inject(message, new Addition<>(headers, hasTrace));
            } catch (Throwable e) {
                SWITCH.failed(e, message);
            }
        }
    }

    /**
     * Called when a client has been told to send a request, and is going to read the response in the current thread.
     * {@link #over} follows.
     *
     * @param target the path of the request, or its whole address
     * @param host the host and its port, or null if they are not known, or are part of the target
     */
    public static void begun(String method, String target, @Nullable String host) {
        if (SWITCH.isOn()) {
            try {
                State.current().call = new OutgoingCall(method, target, host, Ticks.count());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current thread has read a response, or has failed to. */
    public static void over() {
        try {
            State.current().call = null;
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when the current task has the response to a request. */
    public static <C> void responded(C response, HeaderGetter<C> headers) {
        if (SWITCH.isOnFor(response)) {
            try {
                Propagation.extractEdge(response, headers);
            } catch (Throwable e) {
                SWITCH.failed(e, response);
            }
        }
    }

    private ClientCalls() {}
}
