package dev.whence.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.live.Verdict.Measured;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            hops | shorter | wait us | p99 wait us | run us | verdict
            50   | 0.73    | 30      | 900         | 12     | 73 % of these hops run shorter than they wait: run them on the caller
            49   | 0.73    | 30      | 900         | 12     | -
            50   | 0.49    | 30      | 900         | 12     | -
            50   | 1       | 900     | 900         | 120    | -
            50   | 1       | 4800    | 9000        | 120    | waits 40 times longer than it runs: work is too small or too busy
            50   | 1       | 4800    | 9000        | 3000   | -
            50   | 0       | 300     | 9000        | 3000   | runs 10 times longer than it waits: worth it
            50   | 0       | 0       | 0           | 3000   | runs more than 1000 times longer than it waits: worth it
            499  | 0       | 40      | 9000        | 390    | -
            500  | 0       | 40      | 9000        | 390    | 1 in 100 waits 23 times longer than it runs: work is full at times
            500  | 0       | 40      | 3800        | 390    | -
            500  | 0       | 4       | 900         | 30     | -
            """, useHeadersInDisplayName = true)
    void verdict(int hops, double shorter, long wait, long longWait, long run, String expected) {
        Verdict verdict = Verdict.of(new Measured(hops, shorter, 1_000 * wait, 1_000 * longWait, 1_000 * run, "work"));
        assertThat(verdict == null ? null : verdict.text()).isEqualTo(expected);
    }
}
