package dev.whence.log.view;

import java.util.Locale;

/** Durations as short text. */
public final class Durations {
    /** Returns a duration in microseconds with the unit that suits it, such as {@code 23ms}. */
    public static String text(long micros) {
        long size = Math.abs(micros);
        if (size < 1_000) {
            return micros + "us";
        }
        if (size < 1_000_000) {
            return scaled(micros, 1_000, "ms");
        }
        if (size < 60_000_000L) {
            return scaled(micros, 1_000_000, "s");
        }
        return size < 3_600_000_000L ? scaled(micros, 60_000_000L, "min") : scaled(micros, 3_600_000_000L, "h");
    }

    /** Two digits at least. */
    private static String scaled(long micros, long unit, String name) {
        boolean isSmall = Math.abs(micros) < 10 * unit;
        return isSmall
                ? String.format(Locale.ROOT, "%.1f%s", (double) micros / unit, name)
                : Math.round((double) micros / unit) + name;
    }

    private Durations() {}
}
