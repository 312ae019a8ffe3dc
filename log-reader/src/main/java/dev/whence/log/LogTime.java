package dev.whence.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times in microseconds since 1970-01-01T00:00Z. */
public final class LogTime {
    /** The time of a line that has none. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** The last second that was read or shown, since most lines are of the same one as the line before. */
    private record Second(String text, long epoch) {}

    private static volatile Second last = new Second("1970-01-01T00:00:00", 0);

    private static final int SECONDS_END = "2026-01-01T00:00:00".length();
    private static final long MICROS = 1_000_000;

    /**
     * Reads a time such as {@code 2026-11-22T01:24:28.624063008Z}. There may be a space instead of the T, a comma
     * instead of the point, and an offset or no zone instead of the Z. Returns {@link #UNKNOWN} if the text is no time.
     *
     * @param zone the zone of a time without one
     */
    static long parse(String text, ZoneId zone) {
        try {
            return text.length() < SECONDS_END ? UNKNOWN : read(text, zone);
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            return UNKNOWN;
        }
    }

    private static long read(String text, ZoneId zone) {
        int end = endOfFraction(text);
        long micros = end == SECONDS_END ? 0 : fraction(text, end);
        boolean isUtc = end == text.length() - 1 && text.charAt(end) == 'Z';
        Second known = last;
        if (isUtc && text.startsWith(known.text)) {
            return known.epoch * MICROS + micros;
        }
        long seconds = seconds(text, end, zone);
        if (isUtc) {
            last = new Second(text.substring(0, SECONDS_END), seconds);
        }
        return Math.addExact(Math.multiplyExact(seconds, MICROS), micros);
    }

    private static long seconds(String text, int end, ZoneId zone) {
        LocalDateTime seconds = LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19));
        String offset = text.substring(end);
        ZoneId of = offset.isEmpty() ? zone : ZoneOffset.of(offset);
        return seconds.atZone(of).toEpochSecond();
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static int endOfFraction(String text) {
        int end = SECONDS_END;
        if (end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
            do {
                end++;
            } while (end < text.length() && Character.isDigit(text.charAt(end)));
        }
        return end;
    }

    private static long fraction(String text, int end) {
        long micros = 0;
        for (int digit = 1; digit <= 6; digit++) {
            int at = SECONDS_END + digit;
            micros = micros * 10 + (at < end ? Character.digit(text.charAt(at), 10) : 0);
        }
        return micros;
    }

    /** Returns the time of a reading of the hybrid logical clock. */
    public static long ofStamp(long hlc) {
        return hlc >>> Stamp.COUNTER_BITS;
    }

    /** Returns the first reading of the clock at a time, or 0 if the time is not known. */
    public static long toStamp(long time) {
        return time < 0 ? 0 : time << Stamp.COUNTER_BITS;
    }

    /** Returns a time as text in UTC, such as {@code 2026-11-22T01:24:28.624063Z}. */
    public static String format(long time) {
        long epoch = Math.floorDiv(time, MICROS);
        Second known = last;
        // Text that was read may have a space there.
        if (known.epoch != epoch || known.text.charAt(SECONDS_END - 9) != 'T') {
            String text = Instant.ofEpochSecond(epoch).toString();
            known = new Second(text.substring(0, text.length() - 1), epoch);
            last = known;
        }
        String micros = String.valueOf(MICROS + Math.floorMod(time, MICROS));
        return known.text + "." + micros.substring(1) + "Z";
    }

    private LogTime() {}
}
