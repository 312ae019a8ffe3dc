package dev.whence.log.tree;

import java.util.List;

/** A stack trace on one line: the exception, and the first frame of the application. */
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

    static String exception(String stack) {
        List<String> lines = stack.lines().map(String::strip).toList();
        String frame = lines.stream()
                .filter(line -> line.startsWith("at "))
                .map(line -> line.substring(line.lastIndexOf('/') + 1).replaceFirst("^at ", ""))
                .filter(line -> NOT_APPLICATION.stream().noneMatch(line::startsWith))
                .findFirst()
                .orElse("");
        String thrown = lines.isEmpty() ? "" : lines.get(0);
        return frame.isEmpty() ? thrown : thrown + "  at " + frame;
    }

    private Folded() {}
}
