package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hops that are cancelled, rejected, dropped with their pool, never run or collected unfinished leave nothing behind. */
@Tag("full")
class FlatHeapIT {
    /** Of each kind; the property sets it. */
    private static final int HOPS = Integer.getInteger("whence.hops", 20_000);

    private static final Duration TIMEOUT = Duration.ofHours(1);

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("the heap stays flat, whatever becomes of a hop")
    @ParameterizedTest
    @MethodSource("jdks")
    void flat(Jdk jdk) {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .agent()
                .options("-cp", JavaProcess.testClassPath(), "-Xmx48m")
                .main(EndlessHops.class, "" + HOPS, System.getProperty("whence.hops.of", ".*"))
                .timeout(TIMEOUT)
                .run();
        System.out.println(jdk + ", " + HOPS + " hops of each kind:\n" + result.out());
        assertThat(result.out().lines()).as(result.err()).isNotEmpty().allMatch(line -> line.endsWith(": flat"));
        assertThat(result.exitCode()).as(result.err()).isZero();
    }
}
