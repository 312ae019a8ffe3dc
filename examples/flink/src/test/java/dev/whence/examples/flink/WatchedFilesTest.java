package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job with a folder in which files turn up. */
class WatchedFilesTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    private Path folder = Path.of("");

    private void write(String name, LogLine... lines) throws IOException {
        Path hidden = folder.resolve("." + name);
        Files.write(hidden, Stream.of(lines).map(LogLine::json).toList());
        Files.move(hidden, folder.resolve(name));
    }

    /** Of two slots, one has nothing to read most of the time. Nobody waits for it. */
    @Test
    void newFilesAreRead() throws Exception {
        Path out = folder.resolve(".out");
        JobClient job = new Job(
                        out, "--files=" + folder, "--watch=100ms", "--settled=0s", "--idle=3s", "--max-delay=0s")
                .slots(2)
                .start();
        Written written = new Written(out);
        write("a", new LogLine("first", "aa-1:1", 0), new LogLine("first", "aa-1:2", 1));
        write("b", new LogLine("second", "bb-1:1", 200));
        until(() -> assertThat(Written.messages(written.operation("first"))).containsExactly("aa-1:1", "aa-1:2"));
        write("c", new LogLine("first", "cc-1:1", 2), new LogLine("second", "cc-2:1", 201).after("bb-1:1"));
        write("d", new LogLine("third", "dd-1:1", 400));
        until(() -> assertThat(Written.messages(written.operation("second"))).containsExactly("bb-1:1", "cc-2:1"));
        until(() -> assertThat(written.of("late"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("at").asText()).isEqualTo(folder + "/c:1")));
        job.cancel().get();
        until(() -> assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.CANCELED));
    }

    private static void until(ThrowingRunnable isSo) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(isSo);
    }

    @Test
    void onlyFinishedFilesAreFound() throws IOException {
        write("old.gz");
        write("new.gz");
        write("old.jsonl");
        Files.writeString(folder.resolve(".hidden.gz"), "");
        for (String name : new String[] {"old.gz", "old.jsonl", ".hidden.gz"}) {
            Files.setLastModifiedTime(
                    folder.resolve(name), FileTime.from(Instant.now().minusSeconds(61)));
        }
        Collection<FileSourceSplit> found = new FinishedFiles(Pattern.compile(".*\\.gz"), 60_000)
                .enumerateSplits(
                        new org.apache.flink.core.fs.Path[] {new org.apache.flink.core.fs.Path(folder.toUri())}, 1);
        assertThat(found.stream().map(file -> file.path().getName()).collect(Collectors.toSet()))
                .containsExactly("old.gz");
    }
}
