package dev.whence.runtime;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A set of hosts: all, none, or those that match one of several patterns.
 *
 * <p>A pattern is a name or address, {@code *.} followed by the end of a name, or the beginning of a name followed by
 * {@code .*}. A pattern that begins with a digit and ends with {@code .*} only matches addresses, so that {@code 10.*}
 * does not match {@code 10.example.com}.
 */
public final class Hosts {
    static final Hosts ALL = new Hosts(null);

    private final String @Nullable [] patterns;

    private Hosts(String @Nullable [] patterns) {
        this.patterns = patterns;
    }

    /** Returns the hosts that an option names: {@code all}, {@code none} or patterns separated by commas. */
    static Hosts of(String option) {
        if (option.equals("all")) {
            return ALL;
        }
        return new Hosts(option.equals("none") ? new String[0] : option.split(","));
    }

    /** Whether the set has all hosts, even those whose name is not known. */
    boolean areAll() {
        return patterns == null;
    }

    /** Whether the set has no hosts. */
    boolean areNone() {
        return patterns != null && patterns.length == 0;
    }

    /** Whether the set has a host. An unknown host, null, is only in the set of all hosts. */
    boolean contain(@Nullable String host) {
        if (patterns == null) {
            return true;
        }
        if (host != null) {
            String name = normal(host);
            for (String pattern : patterns) {
                if (matches(normal(pattern), name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String name) {
        if (pattern.startsWith("*.")) {
            return name.length() >= pattern.length() && name.endsWith(pattern.substring(1));
        }
        if (pattern.endsWith(".*")) {
            String start = pattern.substring(0, pattern.length() - 1);
            return name.length() > start.length()
                    && name.startsWith(start)
                    && (isAddress(name) || !Character.isDigit(start.charAt(0)));
        }
        return name.equals(pattern);
    }

    private static boolean isAddress(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '.' && !Character.isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns a name in lower case, without the brackets of an IPv6 address and without a final dot. */
    private static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Returns the host of {@code host:port}, where the port may be missing. */
    public static @Nullable String ofAuthority(@Nullable String authority) {
        if (authority == null) {
            return null;
        }
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        return colon < 0 ? authority : authority.substring(0, colon);
    }
}
