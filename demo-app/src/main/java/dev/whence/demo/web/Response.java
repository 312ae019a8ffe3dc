package dev.whence.demo.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response.
 *
 * @param status the HTTP status
 * @param body the body, which is converted to JSON
 */
public record Response(int status, Object body) {
    /** Returns a response with status 200. */
    public static Response ok(Object body) {
        return new Response(200, body);
    }

    /** Returns a response with an error status and the reason. */
    public static Response error(int status, @Nullable String reason) {
        return new Response(status, Map.of("error", String.valueOf(reason)));
    }
}
