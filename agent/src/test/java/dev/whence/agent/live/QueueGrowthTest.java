package dev.whence.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues of which is known why they are long, in simulated time. */
class QueueGrowthTest {
    /** A pool of one thread with a queue. Work comes and is done at random times, as independent work does. */
    private static final class SimulatedPool {
        private final Random random;
        private final double donePerSecond;
        private final QueueGrowth growth = new QueueGrowth();
        private double now;
        private int length;
        private long completed;
        private int findings;
        private int looks;

        SimulatedPool(int seed, double donePerSecond) {
            this.random = new Random(seed);
            this.donePerSecond = donePerSecond;
        }

        /** Lets work come for a while, some pieces at a time. Returns how often a growth was found. */
        int run(double seconds, double comePerSecond, int batch) {
            int before = findings;
            double end = now + seconds;
            while (now < end) {
                double comes = comePerSecond / batch;
                double ends = length == 0 ? 0 : donePerSecond;
                double next = comes + ends == 0 ? end : now - Math.log(1 - random.nextDouble()) / (comes + ends);
                while (looks < next && looks < end) {
                    findings += growth.add(1_000L * looks++, length, completed) == null ? 0 : 1;
                }
                now = next;
                if (now < end && random.nextDouble() * (comes + ends) < comes) {
                    length += batch;
                } else if (now < end) {
                    length--;
                    completed++;
                }
            }
            now = end;
            return findings - before;
        }

        void burst(int pieces) {
            length += pieces;
        }
    }

    @DisplayName("a pool that is nearly always busy does not grow, whether work comes alone or many pieces at a time")
    @ParameterizedTest
    @CsvSource({
        "10, 0.9, 1",
        "10, 0.99, 1",
        "100, 0.95, 1",
        "100, 0.98, 1",
        "100, 0.99, 1",
        "2000, 0.99, 1",
        "10, 0.9, 20",
        "100, 0.9, 20",
        "100, 0.95, 20",
        "100, 0.98, 20",
        "1000, 0.98, 50"
    })
    void nearSaturation(double donePerSecond, double load, int batch) {
        int findings = 0;
        double seconds = Math.min(3_600, 300_000 / donePerSecond);
        for (int seed = 0; seed < 3; seed++) {
            findings += new SimulatedPool(seed, donePerSecond).run(seconds, load * donePerSecond, batch);
        }
        assertThat(findings).isZero();
    }

    @DisplayName("bursts are no growth, however large they are, nor if there is one each minute")
    @Test
    void bursts() {
        SimulatedPool pool = new SimulatedPool(1, 200);
        for (int minute = 0; minute < 60; minute++) {
            pool.burst(5_000);
            assertThat(pool.run(60, 100, 1)).isZero();
            assertThat(pool.run(8, 1_000, 1)).isZero();
            assertThat(pool.run(52, 20, 1)).isZero();
        }
    }

    @DisplayName("a pool to which more comes than it can do is found within 30 seconds, also after hours of less")
    @ParameterizedTest
    @CsvSource({"20, 2", "100, 1.3", "100, 2", "1000, 1.2", "1000, 3", "10000, 1.5", "0.001, 10000"})
    void overload(double donePerSecond, double load) {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(new SimulatedPool(seed, donePerSecond).run(30, load * donePerSecond, 1))
                    .isPositive();
        }
        SimulatedPool pool = new SimulatedPool(1, donePerSecond);
        assertThat(pool.run(200, 0.8 * donePerSecond, 1)).isZero();
        assertThat(pool.run(30, load * donePerSecond, 1)).isPositive();
    }
}
