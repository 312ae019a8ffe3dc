package dev.whence.demo.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.demo.jvm.Recording.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a load in separate JVMs. */
class RecordingTest {
    private final Path folder;

    RecordingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void leavesTheLogsOfAFailedOrder() throws Exception {
        List<String> load = List.of("--first", "7780", "--requests", "3", "--in-flight", "2");
        Logs logs = recording().make("without", List.of(), List.of(), load, List.of());
        assertThat(logs.shop()).content().contains("IllegalStateException: card declined", "Payments.charge");
        assertThat(logs.gateway()).content().contains("card refused");
    }

    @Test
    void saysWhyTheJvmDidNotStart() {
        assertThatThrownBy(
                        () -> recording().make("with", List.of("-javaagent:none.jar"), List.of(), List.of(), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the run with Whence: the load ended with exit code 1")
                .hasMessageContaining("none.jar");
    }

    private Recording recording() {
        return new Recording(Jdk.at(Path.of(System.getProperty("java.home"))).orElseThrow(), folder);
    }
}
