package dev.whence.demo.workshop;

import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check has found.
 *
 * @param isPassed whether the code is repaired
 * @param lines what the check has tried, a mark before each, and below a failure the reason
 */
record Outcome(boolean isPassed, List<String> lines) {
    /** The mark of what holds. */
    static final String HOLDS = "+ ";

    /** The mark of what fails. */
    static final String FAILS = "- ";

    static Outcome failed(String what, List<String> reasons) {
        List<String> lines = new ArrayList<>(List.of(FAILS + what));
        reasons.forEach(reason -> reason.lines().forEach(line -> lines.add("    " + line)));
        return new Outcome(false, lines);
    }

    /** Returns the lines with glyphs and colours, if the screen has them. */
    List<String> text(Screen screen) {
        return lines.stream().map(line -> text(line, screen)).toList();
    }

    private static String text(String line, Screen screen) {
        if (line.startsWith(HOLDS)) {
            return screen.ink(Ink.GREEN, screen.isAscii() ? "ok   " : "✔ ") + screen.inert(line.substring(2));
        }
        if (line.startsWith(FAILS)) {
            return screen.ink(Ink.RED, (screen.isAscii() ? "FAIL " : "✖ ") + screen.inert(line.substring(2)));
        }
        return screen.inert(line.replace("\t", "    "));
    }
}
