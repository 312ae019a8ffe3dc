package dev.whence.services.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A program of this module in a JVM of its own, with the agent. It is ended when it is closed. */
final class Program implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(JavaProcess java, Path folder) throws IOException {
        Files.createDirectories(folder);
        out = folder.resolve("out");
        err = folder.resolve("err");
        process = java.start(out, err);
    }

    /** Returns a JVM of a program that sends what it has by OTLP. */
    static JavaProcess java(Jdk jdk, String service, OtlpReceiver receiver) {
        Path target = Path.of(System.getProperty("whence.program", "target"));
        return JavaProcess.java(jdk)
                .options(
                        "-cp",
                        target.resolve("whence-services-opentelemetry.jar") + File.pathSeparator
                                + target.resolve("libraries") + File.separator + "*",
                        "-Dotel.service.name=" + service,
                        "-Dotel.exporter.otlp.protocol=http/protobuf",
                        "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.blrp.schedule.delay=100",
                        "-Dotel.bsp.schedule.delay=100");
    }

    static Program start(JavaProcess java, Path folder) throws IOException {
        return new Program(java, folder);
    }

    /** Waits for the port that the program prints. */
    int port() {
        Awaitility.await()
                .atMost(TIMEOUT)
                .failFast(() -> assertThat(process.isAlive()).as(output()).isTrue())
                .until(() -> printed("port "), Optional::isPresent);
        return Integer.parseInt(printed("port ").orElseThrow());
    }

    /** Returns the rest of the line that begins with a text, if the program has printed it. */
    private Optional<String> printed(String beginning) {
        return text(out)
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .findFirst();
    }

    /** Returns all that the program has printed. */
    String output() {
        return text(out) + text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
