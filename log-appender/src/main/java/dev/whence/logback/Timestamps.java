package dev.whence.logback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes instants in UTC as in RFC 3339: with six fractional digits, or with nine if there are nanoseconds. Only one
 * thread may use an object of this class.
 */
final class Timestamps {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");

    /** The last second and its text, which many events share. */
    private long second;

    private byte[] text = format(0);

    void write(Instant instant, Bytes to) {
        if (instant.getEpochSecond() != second) {
            text = format(instant.getEpochSecond());
            second = instant.getEpochSecond();
        }
        to.put(text);
        int nanos = instant.getNano();
        int micros = nanos / 1_000;
        if (micros * 1_000 == nanos) {
            to.putDigits(micros, 6);
        } else {
            to.putDigits(nanos, 9);
        }
        to.put('Z');
    }

    private static byte[] format(long second) {
        return SECONDS.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
