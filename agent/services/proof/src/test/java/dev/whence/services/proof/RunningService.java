package dev.whence.services.proof;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A service that runs in a separate process until it is closed. */
final class RunningService implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Process process;
    private final Path folder;
    private int port;

    private RunningService(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static RunningService withAgent(Service service, Jdk jdk, Path folder) throws IOException {
        return start(service.process(jdk, log(folder)).agent("findings=all"), folder);
    }

    static RunningService withoutAgent(Service service, Jdk jdk, Path folder) throws IOException {
        return start(service.process(jdk, log(folder)), folder);
    }

    static RunningService start(JavaProcess java, Path folder) throws IOException {
        Files.createDirectories(folder);
        RunningService running = new RunningService(java.start(folder.resolve("out"), folder.resolve("err")), folder);
        try {
            running.awaitPort();
        } catch (RuntimeException | Error e) {
            running.close();
            throw new IllegalStateException(running.output(), e);
        }
        return running;
    }

    private void awaitPort() {
        Awaitility.await()
                .atMost(TIMEOUT)
                .failFast("the service has ended", () -> !process.isAlive())
                .until(this::announcedPort, Optional::isPresent);
        port = announcedPort().orElseThrow();
    }

    private Optional<Integer> announcedPort() {
        return lines("out")
                .lines()
                .filter(line -> line.startsWith("port "))
                .map(line -> Integer.valueOf(line.substring("port ".length())))
                .findFirst();
    }

    Process process() {
        return process;
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    Path log() {
        return log(folder);
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }

    /** Returns the output of the service. */
    String output() {
        return lines("out") + lines("err");
    }

    private String lines(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
