package dev.whence.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load in a JVM of its own. */
class RecordingTest {
    private final Path folder;

    RecordingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void leavesTheLogOfAFailedOrder() throws Exception {
        Path log = recording()
                .make("without", List.of(), List.of("--first", "7780", "--requests", "3", "--in-flight", "2"));
        RunLog run = RunLog.read(log);
        assertThat(run.exception()).isEqualTo("java.lang.IllegalStateException: card declined");
        assertThat(run.trace().get(0).name()).isEqualTo("Payments.charge");
    }

    @Test
    void saysWhyTheJvmDidNotStart() {
        assertThatThrownBy(() -> recording().make("with", List.of("-javaagent:none.jar"), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the run with Whence ended with exit code 1")
                .hasMessageContaining("none.jar");
    }

    private Recording recording() {
        return new Recording(Jdk.at(Path.of(System.getProperty("java.home"))).orElseThrow(), folder);
    }
}
