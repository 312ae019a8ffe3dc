package dev.whence.demo.shop;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to an HTTP request: a status, and a body that becomes JSON. */
record Reply(int status, Object body) {
    static Reply ok(Object body) {
        return new Reply(200, body);
    }

    static Reply error(int status, @Nullable String reason) {
        return new Reply(status, Map.of("error", String.valueOf(reason)));
    }
}
