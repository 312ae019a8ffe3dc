package dev.whence.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a hop when its work begins.
 *
 * @param api the method of the JDK or of a library that has made the hop
 * @param line the source line that has made the hop; null if it is not known
 * @param isRemembered whether the line is that of an earlier hop to the same function, and may be another one
 * @param from the pool that has made the hop
 * @param to the pool in which the work runs
 * @param waitNanos the time in the queue; negative if there was none
 * @param epochNanos the time at which the work begins
 * @param completers the spans that have completed the futures which the work waited for
 */
public record HopStart(
        String api,
        @Nullable StackTraceElement line,
        boolean isRemembered,
        String from,
        String to,
        long waitNanos,
        long epochNanos,
        List<SpanIds> completers) {
    private static final String LAMBDA = "lambda$";

    /** Returns the name of the span, such as {@code thenApply Checkout.pay}. The same place always has the same name. */
    public String name() {
        if (line == null) {
            return api;
        }
        String type = line.getClassName();
        return api + " " + type.substring(type.lastIndexOf('.') + 1) + "." + method(line.getMethodName());
    }

    /** Returns the name of the method that contains the code, for a lambda too. */
    private static String method(String name) {
        int end = name.lastIndexOf('$');
        return name.startsWith(LAMBDA) && end >= LAMBDA.length() ? name.substring(LAMBDA.length(), end) : name;
    }

    /** Returns the qualified name of the method that has made the hop; empty if it is not known. */
    public String function() {
        return line == null ? "" : line.getClassName() + "." + method(line.getMethodName());
    }

    /** Returns the name of the source file; empty if it is not known. */
    public String file() {
        String name = line == null ? null : line.getFileName();
        return name == null ? "" : name;
    }

    /** Returns the number of the source line; negative if it is not known. */
    public int number() {
        return line == null ? -1 : line.getLineNumber();
    }
}
