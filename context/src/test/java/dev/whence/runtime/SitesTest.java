package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesTest {
    @ParameterizedTest
    @CsvSource({"20, 1, 1, 19", "20, 1, 4, 16", "0, 5, 4, -20", "20, 1000, 1, -20", "-20, 50000, 4, -20"})
    void aLookIsChargedButNeverMoreThanAPauseEarns(long credit, long nanos, int charge, long left) {
        assertThat(Sites.charged(millis(credit), millis(nanos), charge)).isEqualTo(millis(left));
    }

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }

    @Test
    void aThreadOfFewHopsLooksAtTheClockToo() {
        assertThat(IntStream.rangeClosed(1, 200).filter(Sites::isTimeForClock))
                .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 192);
    }

    @Test
    void oneHopInSixtyFourIsMeasuredButNotInStep() {
        int[] pauses = IntStream.range(0, 100_000).map(i -> Sites.untilNext()).toArray();
        assertThat(IntStream.of(pauses).average().orElseThrow()).isCloseTo(Sites.SAMPLED, within(0.5));
        assertThat(IntStream.of(pauses).distinct().sorted())
                .startsWith(1, 2, 3)
                .endsWith(126, 127)
                .hasSize(127);
    }

    @Test
    void anyHopOfANewThreadHasTheSameChance() {
        long[] measured = new long[3];
        for (int thread = 0; thread < 640_000; thread++) {
            int at = Sites.beforeFirst();
            while (at < measured.length) {
                measured[at]++;
                at += Sites.untilNext();
            }
        }
        assertThat(LongStream.of(measured)).allMatch(count -> Math.abs(count - 10_000) < 500);
    }

    @Test
    void theSiteOfALibrarysFunctionTellsNothingOfTheNext() {
        assertThat(FunctionType.of(Collections.emptyList()).isOfOneSite()).isFalse();
    }
}
