package dev.whence.context;

import dev.whence.runtime.Ticks;
import dev.whence.runtime.Tracing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The ID of a correlation. A new ID is only made when it is first read, because most are never read. */
final class Id {
    private static final int MAX_LENGTH = 128;
    private static final VarHandle TEXT = textField();

    /** When this was made, by {@link Ticks}. It fits where the JVM would leave a gap. */
    private final int made;

    private final boolean followsSpan;

    @SuppressWarnings("UnusedVariable") // Written through the handle: all readers see one value.
    private volatile @Nullable String text;

    Id(String text) {
        this(text, false, Ticks.count());
    }

    private Id(@Nullable String text, boolean followsSpan, int made) {
        this.text = text;
        this.followsSpan = followsSpan;
        this.made = made;
    }

    /**
     * Returns a text that is to be an ID.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    static String valid(String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException("Not a correlation id: " + printable(id)
                    + ". An id matches [A-Za-z0-9._:+/=@-]{1," + MAX_LENGTH + "}");
        }
        return id;
    }

    /** Whether a text is valid as an ID. Null is not. */
    static boolean isValid(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isIdCharacter(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._:+/=@-".indexOf(c) >= 0;
    }

    private static String printable(@Nullable String id) {
        if (id == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(id.length(), MAX_LENGTH); i++) {
            char c = id.charAt(i);
            text.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return text.append(id.length() > MAX_LENGTH ? "…\" (" + id.length() + " characters)" : "\"")
                .toString();
    }

    /** Returns an ID that becomes a random W3C trace ID: 32 lowercase hexadecimal digits. */
    static Id random() {
        return new Id(null, false, Ticks.count());
    }

    /**
     * Returns an ID that becomes the trace ID of the span that is current at the first read, or a random one without a
     * span.
     */
    static Id onDemand() {
        return new Id(null, true, Ticks.count());
    }

    /** Returns the ID, or an empty string if it was not read yet. Decides nothing. */
    String known() {
        String known = text;
        return known == null ? "" : known;
    }

    /** Returns another ID of the same operation, which is as old. */
    Id renamed(String other) {
        return new Id(other, false, made);
    }

    /** Returns the time for which this has been there at least, in milliseconds. */
    long ageMillis() {
        return Ticks.millisSince(made);
    }

    String get() {
        String known = text;
        return known == null ? decide() : known;
    }

    private String decide() {
        String traceId = followsSpan ? Tracing.traceId() : "";
        String decided = traceId.isEmpty() ? randomTraceId() : traceId;
        String before = (String) TEXT.compareAndExchange(this, null, decided);
        return before == null ? decided : before;
    }

    private static String randomTraceId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return hex(random.nextLong()) + hex(random.nextLong() | 1);
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static VarHandle textField() {
        try {
            return MethodHandles.lookup().findVarHandle(Id.class, "text", String.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Id.text", e);
        }
    }
}
