package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private static final Percentage EIGHTH = Percentage.withPercentage(12.5);

    @DisplayName("any duration below 68 minutes is known to an eighth of itself")
    @Test
    void error() {
        for (long duration = 1; duration < 15L << 38; duration += 1 + duration / 50) {
            Histogram histogram = new Histogram();
            histogram.add(duration, 1);
            // A longer one, so that the maximum does not help.
            histogram.add(3 * duration, 1);
            assertThat(histogram.quantile(0.5)).isCloseTo(duration, EIGHTH);
        }
    }

    @DisplayName("shares of durations, and the exact maximum")
    @ParameterizedTest
    @CsvSource({"0.01, 10", "0.5, 500", "0.9, 900", "0.99, 990", "1, 1000"})
    void shares(double share, long expected) {
        Histogram histogram = new Histogram();
        IntStream.rangeClosed(1, 1_000).forEach(i -> histogram.add(i, 1));
        assertThat(histogram.quantile(share)).isCloseTo(expected, EIGHTH);
        assertThat(histogram.max()).isEqualTo(1_000);
    }

    @DisplayName("a duration counts by its weight")
    @Test
    void weights() {
        Histogram histogram = new Histogram();
        IntStream.range(0, 64).forEach(i -> histogram.add(10, 1));
        histogram.add(1_000, 64);
        histogram.add(1_000, 1);
        assertThat(histogram.quantile(0.5)).isCloseTo(1_000, EIGHTH);
    }

    @DisplayName("the shares stay right, however many there are")
    @Test
    void many() {
        Histogram histogram = new Histogram();
        for (int i = 0; i < 1_000; i++) {
            histogram.add(10, 1 << 24);
            histogram.add(1_000, 1 << 23);
        }
        assertThat(histogram.quantile(0.6)).isCloseTo(10, EIGHTH);
        assertThat(histogram.quantile(0.7)).isCloseTo(1_000, EIGHTH);
    }

    @DisplayName("nothing, negative and endless durations")
    @Test
    void edges() {
        Histogram histogram = new Histogram();
        assertThat(histogram.quantile(0.5)).isZero();
        histogram.add(-5, 1);
        assertThat(histogram.quantile(0.5)).isZero();
        histogram.add(Long.MAX_VALUE, 8);
        assertThat(histogram.quantile(0.99)).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.max()).isEqualTo(Long.MAX_VALUE);
    }

    @DisplayName("of 100 000 durations that scatter widely, one in 64 tells median and p99 within 15 %")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sample(long seed) {
        Random random = new Random(seed);
        long[] all = random.doubles(100_000)
                .mapToLong(share -> (long) (20_000 * Math.pow(10, 2 * share)))
                .toArray();
        Histogram sampled = new Histogram();
        for (int i = 0; i < all.length; i++) {
            if (i < Sites.FIRST_SAMPLED) {
                sampled.add(all[i], 1);
            } else if (i % Sites.SAMPLED == 0) {
                sampled.add(all[i], Sites.SAMPLED);
            }
        }
        Arrays.sort(all);
        Percentage allowed = Percentage.withPercentage(15);
        assertThat(sampled.quantile(0.5)).isCloseTo(all[all.length / 2], allowed);
        assertThat(sampled.quantile(0.99)).isCloseTo(all[all.length / 100 * 99], allowed);
    }
}
