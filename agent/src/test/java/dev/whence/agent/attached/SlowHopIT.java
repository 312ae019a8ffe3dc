package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Slow hops in flight recordings, and JVMs that have none. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class SlowHopIT {
    private final Jdk jdk;

    @TempDir
    private Path folder;

    SlowHopIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private JavaProcess.Result run(JavaProcess java, Class<?> main, String... arguments) {
        JavaProcess.Result result = java.options("-cp", JavaProcess.bareClassPath())
                .agent("quiet=true")
                .main(main, arguments)
                .run();
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    @DisplayName("a slow hop is an event, with its times and what led to it")
    @Test
    void event() {
        String file = folder.resolve("recording.jfr").toString();
        List<String> events = run(JavaProcess.java(jdk), RecordedHops.class, file)
                .out()
                .lines()
                .map(line -> line.replaceAll("dev\\.whence\\.agent\\.attached\\.", "")
                        .replaceAll(":\\d+\\)", ")"))
                .toList();
        assertThat(events).hasSize(4);
        assertThat(events.subList(0, 3))
                .allMatch(line -> line.matches("slow\\|RecordedHops.lambda\\$hop\\$\\d\\(RecordedHops.java\\)"
                        + "\\|main\\|slow\\|\\d+\\|\\d+\\|false\\|at dev.whence.Async.execute\\(Async.java\\)"
                        + " at RecordedHops.lambda\\$hop\\$\\d\\(RecordedHops.java\\).*"));
        assertThat(number(events.get(0), 5)).isGreaterThanOrEqualTo(10);
        assertThat(number(events.get(1), 4)).isGreaterThanOrEqualTo(9);
        assertThat(number(events.get(2), 5)).isGreaterThanOrEqualTo(30);
        assertThat(events.get(3)).startsWith("|RecordedHops.hop(RecordedHops.java)|main|slow|");
        assertThat(number(events.get(3), 4)).isGreaterThanOrEqualTo(39);
    }

    private static int number(String event, int part) {
        return Integer.parseInt(event.split("\\|", -1)[part]);
    }

    @DisplayName("without a recording, no class of flight recordings is loaded")
    @Test
    void noRecording() {
        String loaded = run(JavaProcess.java(jdk).options("-Xlog:class+load"), SleepingProgram.class)
                .out();
        assertThat(loaded).contains("dev.whence.runtime.HopSample").doesNotContain("jdk.jfr", "dev.whence.agent.Slow");
    }

    @DisplayName("a JVM may have no flight recordings at all")
    @Test
    void noModule() {
        JavaProcess java = JavaProcess.java(jdk).options("--limit-modules", "java.base,java.instrument");
        assertThat(run(java, SleepingProgram.class).err()).isEmpty();
    }

    /** Lives longer than the agent waits between two looks for recordings. */
    static final class SleepingProgram {
        public static void main(String[] args) throws InterruptedException {
            Thread.sleep(1_500);
        }
    }
}
