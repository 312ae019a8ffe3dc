package dev.whence.demo.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to an HTTP request: a status, and a body that becomes JSON. */
public record Response(int status, Object body) {
    /** What was asked for. */
    public static Response ok(Object body) {
        return new Response(200, body);
    }

    /** Why it was not done. */
    public static Response error(int status, @Nullable String reason) {
        return new Response(status, Map.of("error", String.valueOf(reason)));
    }
}
