package dev.whence.context;

import dev.whence.runtime.Tracing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The id of a correlation. That of a new one is made when it is first read: most are never read. */
final class Id {
    private static final VarHandle TEXT = textField();

    private final boolean followsSpan;

    @SuppressWarnings("UnusedVariable") // Written by way of the handle, so that two readers agree.
    private volatile @Nullable String text;

    Id(String text) {
        this(text, false);
    }

    private Id(@Nullable String text, boolean followsSpan) {
        this.text = text;
        this.followsSpan = followsSpan;
    }

    /** 32 lowercase hexadecimal digits that are a W3C trace id. */
    static Id random() {
        return new Id(null, false);
    }

    /** The trace id of the span that is current when the id is first read, or else a random one. */
    static Id onDemand() {
        return new Id(null, true);
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
