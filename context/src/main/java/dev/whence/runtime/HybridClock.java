package dev.whence.runtime;

import java.time.Instant;

/**
 * The hybrid logical clock: physical time that never contradicts causality.
 *
 * <p>A reading is 52 bits of microseconds since 1970 and 12 bits of counter, so that the order of readings, as numbers or
 * as 16 hexadecimal digits, extends the tracked happens-before order. A counter that overflows carries into the
 * microseconds. From Kulkarni et al., "Logical Physical Clocks", OPODIS 2014, with the encoding of YugabyteDB.
 */
final class HybridClock {
    private static final int COUNTER_BITS = 12;

    /** The reading of an event at a physical time, after a reading that precedes it (0 if none does). */
    static long tick(long after, Instant physical) {
        return later(next(after), micros(physical) << COUNTER_BITS);
    }

    /** The reading that follows another at once. */
    static long next(long after) {
        return after + 1;
    }

    /** The later of two readings; they are unsigned numbers. */
    static long later(long one, long other) {
        return Long.compareUnsigned(one, other) >= 0 ? one : other;
    }

    /** Whether a reading is further ahead of this JVM's clock than is believed of others. */
    static boolean isAhead(long reading) {
        return Long.compareUnsigned(reading >>> COUNTER_BITS, micros(Settings.now()) + Settings.maxAheadMicros) > 0;
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** A reading as 16 lowercase hexadecimal digits. */
    static String hex(long reading) {
        char[] digits = new char[16];
        for (int i = 0; i < 16; i++) {
            digits[i] = Character.forDigit((int) (reading >>> (60 - 4 * i)) & 0xf, 16);
        }
        return new String(digits);
    }

    private HybridClock() {}
}
