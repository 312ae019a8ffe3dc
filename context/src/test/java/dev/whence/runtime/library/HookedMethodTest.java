package dev.whence.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Propagation;
import dev.whence.context.Scope;
import dev.whence.context.Trust;
import dev.whence.runtime.HeaderNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests which headers a message of a library gets. */
class HookedMethodTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String OTHER = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b7ad6b7169203331-01";
    private static final HeaderNames NAMES = new HeaderNames("", "get", "set", "remove");

    /** A message as a library may have it. Its setter adds a header, even if there is one of that name. */
    public static final class Message {
        private final String body;
        private final Map<String, String> entries;

        public Message(String body, Map<String, String> entries) {
            this.body = body;
            this.entries = new HashMap<>(entries);
        }

        public String body() {
            return body;
        }

        public Map<String, String> entries() {
            return entries;
        }

        public @Nullable String get(String name) {
            return entries.get(name);
        }

        public void set(String name, String value) {
            entries.merge(name, value, (first, second) -> first + " and " + second);
        }

        public @Nullable String remove(String name) {
            return entries.remove(name);
        }
    }

    private static HookedMethod method(HeaderNames names) {
        return HookedMethod.of(HookedMethod.number("test", "Library.send", names));
    }

    /** In an operation that has got a trace from another process, and sends a message. */
    private static Map<String, String> sent(HeaderNames names, Map<String, String> headers) {
        Message message = new Message("body", headers);
        Map<String, String> received = Map.of("X-Correlation-ID", "a", "traceparent", PARENT, "tracestate", "vendor=1");
        try (Scope ignored =
                Propagation.extract(received, Map::get, Trust.CORRELATION).resume()) {
            if (names.copy().isEmpty()) {
                method(names).inject(message);
                return message.entries();
            }
            Message copy = (Message) Objects.requireNonNull(method(names).injected(message, null));
            assertThat(copy).isNotSameAs(message);
            assertThat(message.entries()).isEqualTo(headers);
            return copy.entries();
        }
    }

    @Test
    void handsOnTheWholeTrace() {
        for (HeaderNames names : List.of(NAMES, NAMES.copiedBy("body,entries"))) {
            assertThat(sent(names, Map.of("X-Correlation-ID", "earlier")))
                    .containsEntry("X-Correlation-ID", "a")
                    .containsEntry("traceparent", PARENT)
                    .containsEntry("tracestate", "vendor=1");
        }
    }

    @Test
    void keepsTheWholeTraceOfAnother() {
        for (HeaderNames names : List.of(NAMES, NAMES.copiedBy("body,entries"))) {
            assertThat(sent(names, Map.of("traceparent", OTHER)))
                    .containsEntry("X-Correlation-ID", "a")
                    .containsEntry("traceparent", OTHER)
                    .doesNotContainKey("tracestate");
        }
    }

    @Test
    void addsNothingOutsideOfOperations() {
        Message message = new Message("body", Map.of());
        Correlation.none()
                .run(() -> assertThat(method(NAMES.copiedBy("body,entries")).injected(message, null))
                        .isSameAs(message));
        assertThat(message.entries()).isEmpty();
    }
}
