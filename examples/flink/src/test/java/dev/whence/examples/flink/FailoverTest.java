package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A task that fails between two checkpoints. */
class FailoverTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final int LINES = 8_000;

    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    private Path folder = Path.of("");

    /**
     * Fails once, some lines after a checkpoint was completed, or at the latest after a third of the lines. Until then
     * it is slow, so that there is a checkpoint most often.
     */
    private static final class FailOnce extends RichMapFunction<Line, Line> implements CheckpointListener {
        private static final long serialVersionUID = 1;
        private static final int BEFORE = LINES / 8;
        private static final int LATEST = LINES / 3;

        private int read;
        private int readAtCheckpoint;

        @Override
        public Line map(Line line) throws Exception {
            read++;
            if (FAILURES.get() == 0 && read > BEFORE) {
                if ((isAfterCheckpoint() || read > LATEST) && FAILURES.compareAndSet(0, 1)) {
                    throw new IOException("a failure that the test wants");
                }
                Thread.sleep(1);
            }
            return line;
        }

        private boolean isAfterCheckpoint() {
            return readAtCheckpoint >= BEFORE && read > readAtCheckpoint + 100;
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            readAtCheckpoint = read;
        }
    }

    @Test
    void nothingIsLostOrWrittenTwice() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        SlowLogs program = new SlowLogs(logs, 31, LINES);
        List<JsonNode> operations = job("undisturbed", logs).run().operations();
        Written written = job("failing", logs)
                .run(lines -> lines.map(new FailOnce()).name("fail").uid("fail"));
        assertThat(FAILURES).hasValue(1);
        assertThat(written.allPlaces()).hasSize(program.events().size()).doesNotHaveDuplicates();
        assertThat(written.of("late")).isEmpty();
        assertThat(written.operations()).isEqualTo(operations);
    }

    private Job job(String name, Path logs) {
        return new Job(folder.resolve(name), "--files=" + logs, "--max-skew=10min").slots(2);
    }
}
