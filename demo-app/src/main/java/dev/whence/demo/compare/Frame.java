package dev.whence.demo.compare;

import dev.whence.demo.compare.Cell.Style;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A frame of a stack trace, which is shown without its package. */
record Frame(String packageName, String className, String method, String source) {
    private static final Pattern FORMAT =
            Pattern.compile("\\tat (?:[^/(]*/)*((?:[^.(]+\\.)*)([^.(]+)\\.([^.(]+)\\((.*?)\\).*");

    static Optional<Frame> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        return matcher.matches()
                ? Optional.of(new Frame(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    private boolean isInShop() {
        return packageName.equals("dev.whence.demo.shop.");
    }

    boolean isInHandler() {
        return isInShop() && className.endsWith("Handler");
    }

    String name() {
        return className + "." + method;
    }

    Cell cell() {
        return new Cell("at " + name() + "(" + source + ")", style());
    }

    private Style style() {
        if (isInShop()) {
            return Style.STRONG;
        }
        return packageName.equals("dev.whence.") ? Style.BOUNDARY : Style.FAINT;
    }
}
