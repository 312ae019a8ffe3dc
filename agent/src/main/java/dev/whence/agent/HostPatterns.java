package dev.whence.agent;

import java.util.regex.Pattern;

/** The syntax of the option {@code send}. */
final class HostPatterns {
    /** A host name or address; or its end after {@code *.}; or its beginning before {@code .*}. */
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?LABEL(\\.LABEL)*\\.?|LABEL(\\.LABEL)*\\.\\*|\\[?V6\\]?"
                    .replace("LABEL", "[A-Za-z0-9_-]+")
                    .replace("V6", "[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*"));

    /** Returns whether a value is {@code all}, {@code none}, or patterns of hosts separated by commas. */
    static boolean areValid(String value) {
        if (value.equals("all") || value.equals("none")) {
            return true;
        }
        for (String host : value.split(",", -1)) {
            if (host.equals("all") || host.equals("none") || !HOST.matcher(host).matches()) {
                return false;
            }
        }
        return true;
    }

    private HostPatterns() {}
}
