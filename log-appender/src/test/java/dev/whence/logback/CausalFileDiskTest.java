package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs to disks that are full, and to disks that become full and have room again. */
@Timeout(60)
class CausalFileDiskTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    CausalFileDiskTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aDeviceThatIsFullFromTheStartDelaysAndLosesNothingInSilence() {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).isTrue();
        Logback logback = Logback.jsonFile(
                full, "<queueSize>16</queueSize><maxBlock>50</maxBlock><maxFlushTime>200</maxFlushTime>");
        CausalFileAppender appender = logback.appender("CAUSAL");
        logback.logger().info("first");
        await().until(() ->
                logback.statuses(Status.ERROR).contains("The file [/dev/full] cannot be written. Its events wait."));
        for (int i = 1; i < 100; i++) {
            logback.logger().info("{}", i);
        }
        logback.close();
        assertThat(appender.getBlocked()).isEqualTo(1);
        assertThat(appender.getWritten()).isZero();
        assertThat(appender.getDropped()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1024})
    void aFullDiskIsWaitedForAndWhatWasDroppedIsAnnounced(int kilobytes) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", disk.toString()))
                .isZero();
        try {
            fillAndFree(disk, kilobytes * 1024 / 2);
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void fillAndFree(Path disk, int half) throws Exception {
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[half]);
        Path file = disk.resolve("log.json");
        Logback logback = Logback.jsonFile(file, "<queueSize>16</queueSize><maxBlock>20</maxBlock>");
        CausalFileAppender appender = logback.appender("CAUSAL");
        String full = "The file [" + file + "] cannot be written. Its events wait.";
        int emitted = logUntil(() -> logback.statuses(Status.ERROR).contains(full), logback, 0);
        long before = appender.getDropped();
        emitted = logUntil(() -> appender.getDropped() >= before + 100, logback, emitted);
        Files.delete(ballast);
        await().atMost(30, TimeUnit.SECONDS).until(() -> appender.getRemainingCapacity() == 16);
        for (int i = 0; i < 10; i++) {
            logback.logger().info("{}", emitted++);
        }
        logback.close();
        assertThat(logback.statuses(Status.WARN)).contains("The file [" + file + "] can be written again.");
        assertAddsUp(Files.readAllLines(file), appender, emitted);
    }

    private static void assertAddsUp(List<String> lines, CausalFileAppender appender, int emitted) throws IOException {
        long announced = 0;
        long written = 0;
        for (String line : lines) {
            JsonNode causal = JSON.readTree(line).path("causal");
            announced += causal.path("dropped").asLong();
            // Neither a gap nor the header of the file.
            written += causal.path("kind").isMissingNode() ? 1 : 0;
        }
        assertThat(written).isEqualTo(appender.getWritten());
        assertThat(announced).isEqualTo(appender.getDropped());
        assertThat(written + announced).isEqualTo(emitted);
    }

    /** Logs numbers until something has happened, and returns the next number. */
    private static int logUntil(BooleanSupplier hasHappened, Logback logback, int from) {
        int number = from;
        while (!hasHappened.getAsBoolean()) {
            assertThat(number).as("events").isLessThan(1_000_000);
            logback.logger().info("{}", number++);
        }
        return number;
    }
}
