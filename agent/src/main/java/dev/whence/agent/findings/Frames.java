package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.runtime.TaskView;
import java.util.List;

/** The frames of a stack that are worth telling. */
final class Frames {
    private static final int MOST = 32;

    /** Returns the frames of the program, and those that stand for hops. If there is none, returns the first ones. */
    static List<StackTraceElement> ofProgram(List<StackTraceElement> stack) {
        List<StackTraceElement> own =
                stack.stream().filter(Frames::isWorthTelling).limit(MOST).toList();
        return own.stream().anyMatch(frame -> !isHop(frame)) ? own : stack.subList(0, Math.min(MOST, stack.size()));
    }

    /**
     * Returns the innermost source line outside of the JDK in words, and that of the program which has called it if it is
     * a line of a library. Returns an empty text if there is none.
     */
    static String at(List<StackTraceElement> stack) {
        List<StackTraceElement> lines = stack.stream()
                .filter(frame -> isWorthTelling(frame) && !isHop(frame))
                .toList();
        if (lines.isEmpty()) {
            return "";
        }
        String at = " at " + text(lines.get(0));
        return isOfProgram(lines.get(0))
                ? at
                : lines.stream()
                        .filter(Frames::isOfProgram)
                        .findFirst()
                        .map(caller -> at + ", called at " + text(caller))
                        .orElse(at);
    }

    /** Whether a frame is one of the program, and not of the JDK or of a library that calls functions of programs. */
    static boolean isOfProgram(StackTraceElement frame) {
        return isWorthTelling(frame) && !isHop(frame) && !TaskView.isOfLibrary(frame.getClassName());
    }

    /** Returns a frame without the names of loader and module. */
    static String text(StackTraceElement frame) {
        return Finding.text(frame);
    }

    private static boolean isWorthTelling(StackTraceElement frame) {
        String type = frame.getClassName();
        return !type.contains("$$Lambda")
                && !type.startsWith("java.")
                && !type.startsWith("jdk.")
                && !type.startsWith("sun.")
                && !type.startsWith("dev.whence.runtime.")
                && !type.startsWith("dev.whence.context.");
    }

    private static boolean isHop(StackTraceElement frame) {
        return frame.getClassName().equals("dev.whence.Async");
    }

    private Frames() {}
}
