package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queues are not tracked unless the option says so. */
@NoAgentNeeded
class QueueBehaviour {
    static Stream<BlockingQueue<String>> queues() {
        return Stream.of(new LinkedBlockingQueue<>(), new ArrayBlockingQueue<>(1));
    }

    @DisplayName("who takes is not ordered after who has put")
    @ParameterizedTest
    @MethodSource("queues")
    void noEdge(BlockingQueue<String> queue, @TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log.json"));
        new Thread(() -> {
                    log.write(1);
                    queue.add("element");
                })
                .start();
        queue.take();
        log.write(2);
        List<Line> lines = log.end();
        assertThat(lines.get(1).predecessors()).doesNotContain(lines.get(0).id());
    }
}
