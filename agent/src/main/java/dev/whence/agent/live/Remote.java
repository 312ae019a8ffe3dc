package dev.whence.agent.live;

import org.jspecify.annotations.Nullable;

/**
 * What something in flight waits for outside of this JVM.
 *
 * @param what a request and its host, such as {@code GET http://shop.example:8080}, or what else a thread waits for, such
 *     as {@code a read from a socket}
 * @param path the path of the request; null if this is none
 */
record Remote(String what, @Nullable String path) {
    /**
     * Returns a request. Of its target only the path is kept: what follows may be a secret, and so may a user's name
     * before the host.
     *
     * @param target the path, or the whole address
     * @param host the host, if the target does not have it; null if it is not known
     */
    static Remote request(String method, String target, @Nullable String host) {
        int colon = target.startsWith("/") ? -1 : target.indexOf("://");
        if (colon < 0) {
            return new Remote(method + (host == null ? "" : " " + withoutUser(host)), path(target));
        }
        int begin = colon + 3;
        int end = end(target, begin, "/?#");
        String address = target.substring(0, begin) + withoutUser(target.substring(begin, end));
        return new Remote(method + " " + address, path(target.substring(end)));
    }

    private static String withoutUser(String authority) {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String path(String target) {
        String path = target.substring(0, end(target, 0, "?#;"));
        return path.isEmpty() ? "/" : path;
    }

    /** Returns the index of the first of some characters, or the length of the text. */
    private static int end(String text, int begin, String characters) {
        int end = begin;
        while (end < text.length() && characters.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
