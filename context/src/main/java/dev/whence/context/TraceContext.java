package dev.whence.context;

import org.jspecify.annotations.Nullable;

/**
 * A W3C trace context of a received message. It is passed on unchanged.
 *
 * <p>A {@code traceparent} is valid if it is of version 00, as in the W3C Recommendation "Trace Context" (2021), or of
 * a later version that begins in the same way. Its {@code tracestate} is kept if it is printable ASCII of at most
 * {@value #MAX_STATE_LENGTH} characters.
 */
final class TraceContext {
    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";

    private static final int VERSION_00_LENGTH = 55;
    private static final int MAX_PARENT_LENGTH = 256;
    private static final int MAX_STATE_LENGTH = 8192;

    private final String parent;
    private final @Nullable String state;

    private TraceContext(String parent, @Nullable String state) {
        this.parent = parent;
        this.state = state;
    }

    /** Returns the trace context of a message, or null if there is no valid one. */
    static <C extends @Nullable Object> @Nullable TraceContext of(C message, HeaderGetter<C> getter) {
        String parent = getter.get(message, PARENT);
        if (parent == null || !isValid(parent)) {
            return null;
        }
        String state = getter.get(message, STATE);
        return new TraceContext(parent, state != null && isPrintable(state, MAX_STATE_LENGTH) ? state : null);
    }

    private static boolean isValid(String parent) {
        return parent.length() >= VERSION_00_LENGTH
                && isPrintable(parent, MAX_PARENT_LENGTH)
                && isHex(parent, 0, 2)
                && !parent.startsWith("ff")
                && hasValidEnd(parent)
                && parent.charAt(2) == '-'
                && isHexAndNotZero(parent, 3, 35)
                && parent.charAt(35) == '-'
                && isHexAndNotZero(parent, 36, 52)
                && parent.charAt(52) == '-'
                && isHex(parent, 53, 55);
    }

    private static boolean hasValidEnd(String parent) {
        return parent.length() == VERSION_00_LENGTH
                || (!parent.startsWith("00") && parent.charAt(VERSION_00_LENGTH) == '-');
    }

    private static boolean isHexAndNotZero(String text, int from, int to) {
        return isHex(text, from, to) && !text.substring(from, to).equals("0".repeat(to - from));
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if ("0123456789abcdef".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(String text, int maxLength) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return text.length() <= maxLength;
    }

    /** Returns the trace ID: 32 lowercase hexadecimal digits. */
    String traceId() {
        return parent.substring(3, 35);
    }

    /** Adds this trace context to a message. */
    <C extends @Nullable Object> void inject(C message, HeaderSetter<C> setter) {
        setter.set(message, PARENT, parent);
        if (state != null) {
            setter.set(message, STATE, state);
        }
    }
}
