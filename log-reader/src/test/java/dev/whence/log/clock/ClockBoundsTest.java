package dev.whence.log.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFiles;
import dev.whence.log.LogTime;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of simulated services, whose offsets are known. */
class ClockBoundsTest {
    private static final long SECOND = 1_000_000;

    private final Path folder;

    ClockBoundsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("the true offset is within the bounds, which are narrow")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void offsets(int seed) throws IOException {
        long[] offsets = {0, 300 * SECOND, -400 * SECOND, 3 * Simulation.HOUR};
        List<SimEvent> events = Simulation.events(seed, 2_000, offsets);
        Map<String, Long> truth = new HashMap<>();
        for (SimEvent event : events) {
            truth.put(event.process().instance(), offsets[event.process().name().charAt("service-".length()) - 'a']);
        }
        Clocks clocks = clocks(new SimLogs(folder, seed).write(events, SimEvent::json));
        long reference = Objects.requireNonNull(truth.get(clocks.reference()));
        assertThat(clocks.offsets()).hasSize(offsets.length);
        clocks.offsets().forEach((process, offset) -> {
            long expected = Objects.requireNonNull(truth.get(process)) - reference;
            assertThat(offset.isBounded()).isTrue();
            assertThat(expected).isBetween(offset.least(), offset.most());
            assertThat(offset.error()).isLessThan(10_000);
        });
    }

    @DisplayName("with edges in one direction only there is one bound, and without edges none")
    @Test
    void oneBound() {
        assertThat(new Offset(LogTime.UNKNOWN, -5)).returns(-5L, Offset::guess).returns(false, Offset::isBounded);
        assertThat(new Offset(5, LogTime.UNKNOWN).guess()).isEqualTo(5);
        assertThat(new Offset(LogTime.UNKNOWN, LogTime.UNKNOWN).guess()).isZero();
        assertThat(new Offset(-3, 9)).returns(0L, Offset::guess).returns(9L, Offset::error);
    }

    private static Clocks clocks(LogFiles files) {
        ClockBounds bounds = new ClockBounds();
        files.forEach(bounds::seeEffect);
        files.forEach(bounds::seeCause);
        return bounds.clocks();
    }
}
