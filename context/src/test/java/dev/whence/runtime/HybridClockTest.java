package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HybridClockTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456789Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0000000000000000",
        "1, 0000000000000001",
        "255, 00000000000000ff",
        "-1, ffffffffffffffff",
        "9223372036854775807, 7fffffffffffffff",
        "-9223372036854775808, 8000000000000000"
    })
    void hexIs16LowercaseDigits(long reading, String expected) {
        assertThat(HybridClock.hex(reading)).isEqualTo(expected);
    }

    @Test
    void hexSortsAsUnsignedNumbers() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long one = random.nextLong();
            long other = one + random.nextInt(5) - 2;
            int expected = Integer.signum(Long.compareUnsigned(one, other));
            assertThat(Integer.signum(HybridClock.hex(one).compareTo(HybridClock.hex(other))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void readsPhysicalTimeInMicroseconds() {
        long micros = NOON.getEpochSecond() * 1_000_000 + 123_456;
        assertThat(HybridClock.tick(0, NOON)).isEqualTo(micros << 12);
    }

    @Test
    void countsWhereTimeDoesNotAdvance() {
        long first = HybridClock.tick(0, NOON);
        assertThat(HybridClock.tick(first, NOON)).isEqualTo(first + 1);
        assertThat(HybridClock.tick(first, NOON.minusSeconds(3600))).isEqualTo(first + 1);
    }

    @Test
    void carriesAnOverflowingCounterIntoTheMicroseconds() {
        long full = HybridClock.tick(0, NOON) | 0xfff;
        assertThat(HybridClock.tick(full, NOON)).isEqualTo(HybridClock.tick(0, NOON.plusNanos(1_000)));
    }

    @Test
    void goesOnWithPhysicalTimeOnceThatIsAhead() {
        long ahead = HybridClock.tick(0, NOON.plusSeconds(60));
        long waiting = HybridClock.tick(ahead, NOON);
        assertThat(HybridClock.tick(waiting, NOON.plusSeconds(61)))
                .isEqualTo(HybridClock.tick(0, NOON.plusSeconds(61)));
    }

    @Test
    void laterIsUnsigned() {
        assertThat(HybridClock.later(-1, 1)).isEqualTo(-1);
        assertThat(HybridClock.later(1, -1)).isEqualTo(-1);
    }
}
