package dev.whence.log.tree;

import java.util.List;

/** A stack trace in short: the exception, and the first frame of the application. */
final class Folded {
    private static final List<String> NOT_APPLICATION = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "dev.whence.Async.",
            "dev.whence.runtime.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "org.springframework.",
            "io.netty.",
            "reactor.",
            "org.apache.tomcat.",
            "org.apache.catalina.");

    /** Returns one line if there is room for it, or else two. */
    static List<String> exception(String stack, int width) {
        List<String> lines = stack.lines().map(String::strip).toList();
        String frame = lines.stream()
                .filter(line -> line.startsWith("at "))
                .map(line -> line.substring(line.lastIndexOf('/') + 1).replaceFirst("^at ", ""))
                .filter(line -> NOT_APPLICATION.stream().noneMatch(line::startsWith))
                .findFirst()
                .orElse("");
        String thrown = lines.isEmpty() ? "" : lines.get(0);
        if (frame.isEmpty()) {
            return List.of(thrown);
        }
        String both = thrown + "  at " + frame;
        return both.length() <= width ? List.of(both) : List.of(thrown, "at " + frame);
    }

    private Folded() {}
}
