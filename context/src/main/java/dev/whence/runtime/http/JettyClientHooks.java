package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.HeaderAccess;
import dev.whence.runtime.HeaderNames;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.PublicMethod;
import dev.whence.runtime.table.Sweep;
import dev.whence.runtime.table.WeakTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of Jetty's client. It sends the very object that the program has made, which may be sent again, and copies it
 * for a redirect. So the hooks remember which headers they have added, and remove them from the object and from its
 * copies before these are sent.
 */
public final class JettyClientHooks {
    private static final HookSwitch SWITCH =
            HookSwitch.named("Jetty client headers").byLoader();
    private static final HeaderAccess ACCESS = new HeaderAccess(new HeaderNames("getHeaders", "get", "put", "remove"));
    private static final PublicMethod HOST = new PublicMethod("getHost", Object.class);
    private static final PublicMethod RESPONSE = new PublicMethod("getResponse", Object.class);

    /** The names and values that were added to a request, in turn. */
    private static final WeakTable<String[]> ADDED = Sweep.also(WeakTable.ofMany());

    private static final class Addition implements HeaderGetter<Object>, HeaderSetter<Object> {
        private String[] added = {};

        @Override
        public @Nullable String get(Object request, String name) {
            return ACCESS.get(request, name);
        }

        @Override
        public void set(Object request, String name, String value) {
            ACCESS.set(request, name, value);
            int count = added.length;
            added = Arrays.copyOf(added, count + 2);
            added[count] = name;
            added[count + 1] = value;
        }
    }

    /** Called before the current task sends a request. */
    public static void sending(Object request) {
        if (SWITCH.isOnFor(request)) {
            try {
                removeAdded(request, request);
                Addition addition = new Addition();
                ClientCalls.sending(request, addition, HOST.call(request) instanceof String host ? host : null);
                if (addition.added.length > 0) {
                    ADDED.put(request, addition.added);
                }
            } catch (Throwable e) {
                SWITCH.failed(e, request);
            }
        }
    }

    /** Called when a request was copied. The copy is sent, too, and maybe to another host. */
    public static void copied(@Nullable Object copy, Object request) {
        try {
            if (copy != null) {
                removeAdded(request, copy);
            }
        } catch (Throwable e) {
            SWITCH.failed(e, request);
        }
    }

    /** Removes from a request what was added to another one, unless the program has given it another value. */
    private static void removeAdded(Object request, Object from) {
        String[] added = ADDED.get(request);
        for (int i = 0; added != null && i < added.length; i += 2) {
            if (added[i + 1].equals(ACCESS.get(from, added[i]))) {
                ACCESS.remove(from, added[i]);
            }
        }
    }

    /** Called when the current task has a response. */
    public static void responded(Object response) {
        ClientCalls.responded(response, ACCESS);
    }

    /** Called when an exchange is over, before the listeners of its result are called. There may be no result yet. */
    public static void completed(@Nullable Object result) {
        Object response = RESPONSE.call(result);
        if (response != null) {
            responded(response);
        }
    }

    private JettyClientHooks() {}
}
