package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.context.Propagation;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@code java.net.http}.
 *
 * <p>The client keeps the headers of the program apart from those that the client adds itself. The program never sees
 * the latter. Whence adds its headers to them.
 */
public final class JdkClientHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("java.net.http");
    private static final String[] NAMES = {
        Propagation.CORRELATION_HEADER,
        Propagation.CAUSAL_HEADER,
        Propagation.TRACE_HEADER,
        Propagation.TRACE_STATE_HEADER
    };
    private static final Request REQUEST = new Request();
    private static final Response RESPONSE = new Response();

    /** The headers of a request, as two maps: first those of the program, then those of the client. */
    private static final class Request
            implements HeaderGetter<Map<String, List<String>>[]>, HeaderSetter<Map<String, List<String>>[]> {
        @Override
        public @Nullable String get(Map<String, List<String>>[] headers, String name) {
            String set = RESPONSE.get(headers[0], name);
            return set == null ? RESPONSE.get(headers[1], name) : set;
        }

        @Override
        public void set(Map<String, List<String>>[] headers, String name, String value) {
            headers[1].put(name, listOf(value));
        }
    }

    private static final class Response implements HeaderGetter<Map<String, List<String>>> {
        @Override
        public @Nullable String get(Map<String, List<String>> headers, String name) {
            List<String> values = headers.get(name);
            return values == null || values.isEmpty() ? null : values.get(0);
        }
    }

    /** Called before the current task sends a request. */
    @SuppressWarnings("unchecked")
    public static void sending(URI uri, Map<String, List<String>> set, Map<String, List<String>> added) {
        ClientCalls.sending((Map<String, List<String>>[]) new Map<?, ?>[] {set, added}, REQUEST, uri.getHost());
    }

    /**
     * Called before a request is sent again, for a redirect or with a password. It carries the headers of the first
     * request.
     */
    public static void again(URI uri, Map<String, List<String>> added, Map<String, List<String>> earlier) {
        if (SWITCH.isOn() && Settings.sendsTo(uri.getHost())) {
            try {
                for (String name : NAMES) {
                    String value = RESPONSE.get(earlier, name);
                    if (value != null) {
                        added.put(name, listOf(value));
                    }
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the current task has a response. */
    public static void responded(Map<String, List<String>> headers) {
        ClientCalls.responded(headers, RESPONSE);
    }

    /** Returns a list of one value. The list must be modifiable, because the client changes it. */
    private static List<String> listOf(String value) {
        List<String> values = new ArrayList<>(1);
        values.add(value);
        return values;
    }

    private JdkClientHooks() {}
}
