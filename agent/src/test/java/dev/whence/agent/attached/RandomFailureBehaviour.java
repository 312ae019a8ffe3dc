package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In random programs, every frame of a trace is of code that led there, and many traces go on past their task. */
@FullStacksNeeded
class RandomFailureBehaviour {
    private static final int PROGRAMS = 300;

    @AutoClose
    private final Pools pools = new Pools();

    private int stitched;

    @DisplayName("no frame that did not lead there")
    @Test
    void truth() {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            int program = seed;
            Map<Throwable, Set<String>> made = new RandomFailures(seed, pool()).run();
            made.forEach((thrown, ledThere) -> check(program, thrown, ledThere));
        }
        assertThat(stitched).isGreaterThan(PROGRAMS);
    }

    private ThreadPoolExecutor pool() {
        return pools.with(new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((dead, thrown) -> {});
            return thread;
        }));
    }

    private void check(int program, Throwable thrown, Set<String> ledThere) {
        assertThat(steps(thrown))
                .as(() -> "program " + program + ", " + Arrays.toString(thrown.getStackTrace()))
                .allMatch(ledThere::contains);
        if (Arrays.stream(thrown.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("dev.whence.Async"))) {
            stitched++;
        }
    }

    private static Stream<String> steps(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .filter(method -> method.matches("step\\d+"));
    }
}
