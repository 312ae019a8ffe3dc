package dev.whence.logback;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Formats instants in UTC as in RFC 3339: with six fractional digits, or with nine if there are nanoseconds. */
final class Timestamps {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");

    private volatile Second last = new Second(0);

    /** A second and its text, cached because many events share them. */
    private static final class Second {
        final long epochSecond;
        final String text;

        Second(long epochSecond) {
            this.epochSecond = epochSecond;
            this.text = SECONDS.format(LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC));
        }
    }

    String format(Instant instant) {
        return second(instant.getEpochSecond()).text + fraction(instant.getNano()) + "Z";
    }

    private Second second(long epochSecond) {
        Second second = last;
        if (second.epochSecond != epochSecond) {
            second = new Second(epochSecond);
            last = second;
        }
        return second;
    }

    private static String fraction(int nanos) {
        boolean micros = nanos % 1_000 == 0;
        String digits = Integer.toString(micros ? nanos / 1_000 : nanos);
        return "0".repeat((micros ? 6 : 9) - digits.length()) + digits;
    }
}
