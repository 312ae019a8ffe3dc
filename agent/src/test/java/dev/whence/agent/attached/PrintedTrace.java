package dev.whence.agent.attached;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A printed stack trace, read again: for each throwable in it all of its frames, with those that are counted only. */
final class PrintedTrace {
    private static final Pattern FRAME = Pattern.compile("\t*at (.*)");
    private static final Pattern COUNTED = Pattern.compile("\t*\\.\\.\\. (\\d+) (more|common frames omitted)");
    private static final Pattern HEAD =
            Pattern.compile("(\t*)(Caused by: |Suppressed: |)([\\w.$]+(?:Exception|Error).*)");

    /** One throwable; {@code depth} is how far it is indented. */
    record Part(String head, int depth, Part enclosing, List<String> frames) {}

    final List<Part> parts = new ArrayList<>();

    PrintedTrace(String text) {
        text.lines().forEach(this::line);
    }

    private void line(String line) {
        Matcher frame = FRAME.matcher(line);
        Matcher counted = COUNTED.matcher(line);
        Matcher head = HEAD.matcher(line);
        if (frame.matches()) {
            last().frames.add(frame.group(1).replaceAll("^[^/(]*/+", ""));
        } else if (counted.matches()) {
            List<String> all = last().enclosing.frames;
            last().frames.addAll(all.subList(all.size() - Integer.parseInt(counted.group(1)), all.size()));
        } else if (head.matches()) {
            int depth = head.group(1).length();
            parts.add(new Part(head.group(3), depth, enclosing(depth, head.group(2)), new ArrayList<>()));
        }
    }

    private Part enclosing(int depth, String relation) {
        int expected = relation.startsWith("Suppressed") ? depth - 1 : depth;
        for (int i = parts.size() - 1; i >= 0 && !relation.isEmpty(); i--) {
            if (parts.get(i).depth == expected) {
                return parts.get(i);
            }
        }
        return null;
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }
}
