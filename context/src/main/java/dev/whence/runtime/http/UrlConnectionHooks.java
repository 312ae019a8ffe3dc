package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.context.Propagation;
import dev.whence.runtime.Edge;
import dev.whence.runtime.Hosts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of {@link java.net.HttpURLConnection}.
 *
 * <p>A request is a list of names and a list of values. The JDK copies both just before it prints them. Whence adds its
 * headers to the copies, so the program does not find them among its own. The woven method has no local variable for a
 * result of two lists. So the hook returns both in one array: all names, then all values.
 */
public final class UrlConnectionHooks {
    private static final HeaderGetter<String> RESPONSE = new Edge();

    private static final class Edge implements HeaderGetter<String> {
        @Override
        public String get(String edge, String name) {
            return edge;
        }
    }

    /** The lines of a request, to which headers can be added. The first line has no value. */
    private static final class Lines {
        @Nullable String[] names;

        @Nullable String[] values;

        Lines(int count, @Nullable String[] names, @Nullable String[] values) {
            this.names = Arrays.copyOf(names, count);
            this.values = Arrays.copyOf(values, count);
        }

        /**
         * Returns whether these are the lines of a request. Other lines are messages to a proxy, or not HTTP at all.
         */
        boolean isRequest() {
            String first = names.length == 0 || values[0] != null ? null : names[0];
            return first != null && first.contains(" HTTP/1.") && !first.startsWith("CONNECT ");
        }

        /** Notes what is requested, by the first line, such as {@code GET /orders HTTP/1.1}. */
        void begun(@Nullable String host) {
            String[] words = String.valueOf(names[0]).split(" ", 3);
            ClientCalls.begun(words[0], words[1], host);
        }

        void add(String name, String value) {
            int count = names.length;
            names = Arrays.copyOf(names, count + 1);
            values = Arrays.copyOf(values, count + 1);
            names[count] = name;
            values[count] = value;
        }

        @Nullable String[] joined() {
            @Nullable String[] joined = Arrays.copyOf(names, 2 * names.length);
            System.arraycopy(values, 0, joined, names.length, names.length);
            return joined;
        }
    }

    private static final class Access implements HeaderGetter<Lines>, HeaderSetter<Lines> {
        @Override
        public @Nullable String get(Lines lines, String name) {
            for (int i = 1; i < lines.names.length; i++) {
                if (name.equalsIgnoreCase(lines.names[i])) {
                    return lines.values[i];
                }
            }
            return null;
        }

        @Override
        public void set(Lines lines, String name, String value) {
            lines.add(name, value);
        }
    }

    private static final Access ACCESS = new Access();

    /**
     * Called before the current task sends a request. Returns the names and the values of its lines, with Whence's
     * headers added.
     */
    public static @Nullable String[] sending(int count, @Nullable String[] names, @Nullable String[] values) {
        Lines lines = new Lines(count, names, values);
        if (lines.isRequest()) {
            String host = ACCESS.get(lines, "Host");
            ClientCalls.sending(lines, ACCESS, Hosts.ofAuthority(host));
            lines.begun(host);
        }
        return lines.joined();
    }

    /** Returns the values of an array of names and values. */
    public static @Nullable String[] values(@Nullable String[] joined) {
        return Arrays.copyOfRange(joined, joined.length / 2, joined.length);
    }

    /** Returns the number of names in an array of names and values. */
    public static int count(@Nullable String[] joined) {
        return joined.length / 2;
    }

    /** Returns the name of the header that {@link #responded} needs of a response. */
    public static String edgeHeader() {
        return Propagation.CAUSAL_HEADER;
    }

    /**
     * Called when the current task has a response. {@code edge} is the value of that header, or null if there is none.
     */
    public static void responded(@Nullable String edge) {
        if (edge != null) {
            ClientCalls.responded(edge, RESPONSE);
        }
    }

    private UrlConnectionHooks() {}
}
