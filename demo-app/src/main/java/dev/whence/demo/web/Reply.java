package dev.whence.demo.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to an HTTP request: a status, and a body that becomes JSON. */
public record Reply(int status, Object body) {
    /** What was asked for. */
    public static Reply ok(Object body) {
        return new Reply(200, body);
    }

    /** Why it was not done. */
    public static Reply error(int status, @Nullable String reason) {
        return new Reply(status, Map.of("error", String.valueOf(reason)));
    }
}
