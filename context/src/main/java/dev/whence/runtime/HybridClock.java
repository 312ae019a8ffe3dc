package dev.whence.runtime;

import java.time.Instant;

/**
 * The hybrid logical clock: physical time that never contradicts causality.
 *
 * <p>A reading has 52 bits of microseconds since 1970-01-01T00:00Z and a counter of 12 bits. If one event precedes
 * another by tracked edges, it has the smaller reading, as a number and as 16 hexadecimal digits. A counter that
 * overflows carries into the microseconds.
 *
 * <p>The algorithm is from Kulkarni et al., "Logical Physical Clocks", OPODIS 2014. The encoding is that of YugabyteDB.
 */
final class HybridClock {
    private static final int COUNTER_BITS = 12;

    /**
     * Returns the reading of an event. It is later than the given reading, which precedes the event (0 if there is
     * none), and not earlier than the physical time.
     */
    static long tick(long after, Instant physical) {
        return later(next(after), micros(physical) << COUNTER_BITS);
    }

    /** Returns the smallest reading after the given one. */
    static long next(long after) {
        return after + 1;
    }

    /** Returns the later of two readings, which are unsigned numbers. */
    static long later(long one, long other) {
        return Long.compareUnsigned(one, other) >= 0 ? one : other;
    }

    /** Whether a reading from another JVM is too far ahead of this JVM's clock to be believed. */
    static boolean isAhead(long reading) {
        return Long.compareUnsigned(reading >>> COUNTER_BITS, micros(Settings.now()) + Settings.maxAheadMicros) > 0;
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** Returns a reading as 16 lowercase hexadecimal digits. */
    static String hex(long reading) {
        char[] digits = new char[16];
        for (int i = 0; i < 16; i++) {
            digits[i] = Character.forDigit((int) (reading >>> (60 - 4 * i)) & 0xf, 16);
        }
        return new String(digits);
    }

    private HybridClock() {}
}
