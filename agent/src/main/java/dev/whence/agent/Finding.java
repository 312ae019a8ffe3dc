package dev.whence.agent;

import java.util.List;

/**
 * Something that is wrong in the program, as the agent tells of it. It consists of texts, and refers to no object of
 * the program.
 *
 * @param name the name of the kind of finding, as in the option {@code findings}
 * @param what what is wrong, as a sentence without a full stop
 * @param site what tells it from others of its kind, such as a source line: each site is told of at most once a minute
 * @param path what waits for what, a line for each; empty if nothing waits
 * @param operation the ID of the operation; empty if it is not known
 * @param since the time since which it is so, in milliseconds of the system's clock
 * @param stack where it is: frames of the program and of the hops that led there, innermost frame first
 * @param remedy what to do about it, in two sentences
 */
public record Finding(
        String name,
        String what,
        String site,
        List<String> path,
        String operation,
        long since,
        List<StackTraceElement> stack,
        String remedy) {
    private static final String HOP = "dev.whence.Async";

    /** Returns the innermost source line, or an empty text if none is known. */
    String line() {
        for (StackTraceElement frame : stack) {
            if (!frame.getClassName().equals(HOP)) {
                return text(frame);
            }
        }
        return "";
    }

    /** Returns the stack as lines of a stack trace. */
    String stackText() {
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement frame : stack) {
            lines.append(lines.length() == 0 ? "" : "\n").append("at ").append(text(frame));
        }
        return lines.toString();
    }

    /** Returns a frame without the names of loader and module. */
    public static String text(StackTraceElement frame) {
        return new StackTraceElement(
                        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber())
                .toString();
    }
}
