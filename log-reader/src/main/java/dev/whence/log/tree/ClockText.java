package dev.whence.log.tree;

import dev.whence.log.LogTime;
import dev.whence.log.clock.Clocks;
import dev.whence.log.clock.Offset;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import java.util.Locale;

/** Tells how far the clock of a process is ahead of another. */
public final class ClockText {
    private final Screen screen;
    private final Clocks clocks;

    /** Creates a form of text. */
    public ClockText(Screen screen, Clocks clocks) {
        this.screen = screen;
        this.clocks = clocks;
    }

    /** Returns a sentence without its end, such as {@code clock of bank -300.0s (±8.6ms) by the edges}. */
    public String of(String process, String other) {
        Offset offset = clocks.between(other, process);
        return "clock of " + clocks.service(process) + " " + text(offset);
    }

    /** Returns an offset with its bounds. */
    public String text(Offset offset) {
        if (offset.isBounded()) {
            String error = (screen.isAscii() ? " (+-" : " (±") + Durations.text(offset.error()) + ")";
            return signed(offset.guess()) + error + ", by the edges";
        }
        if (offset.least() != LogTime.UNKNOWN) {
            return signed(offset.least()) + " or more, by the edges";
        }
        return offset.most() == LogTime.UNKNOWN
                ? "unknown, since no edge leads there"
                : signed(offset.most()) + " or less, by the edges";
    }

    /** Offsets are compared with each other, so long ones are seconds too. */
    private static String signed(long offset) {
        String size = Math.abs(offset) < 1_000_000
                ? Durations.text(offset)
                : String.format(Locale.ROOT, "%.3fs", offset / 1e6);
        return (offset < 0 ? "" : "+") + size;
    }
}
