package dev.whence.demo.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the search for JDKs. */
class JdkTest {
    private final Path folder;

    JdkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theRunningOneIsFound() {
        Jdk running = Jdk.at(Path.of(System.getProperty("java.home"))).orElseThrow();
        assertThat(running.version().feature()).isEqualTo(Runtime.version().feature());
        assertThat(running.java()).isExecutable();
    }

    @Test
    void theNewestIsNotOlderThanTheRunningOne() {
        assertThat(Jdk.newest().version().feature())
                .isGreaterThanOrEqualTo(Runtime.version().feature());
    }

    @Test
    void aFolderWithoutOneIsNone() throws IOException {
        assertThat(Jdk.at(folder)).isEmpty();
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25\"");
        assertThat(Jdk.at(folder)).isEmpty();
    }

    @Test
    void anOldOneIsNone() throws IOException {
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"1.8.0_392\"");
        assertThat(Jdk.at(folder)).isEmpty();
    }
}
