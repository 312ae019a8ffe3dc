package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.QueueEdgesNeeded;
import dev.whence.context.Propagation;
import dev.whence.logback.CausalAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The appender's own workings among threads that are woven. */
class CausalAppenderBehaviour {
    @DisplayName(
            "events of a task stand in its order, also where a message is made by code that logs, and joins others")
    @Test
    void reentrant(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        Object logging = new Object() {
            @Override
            public String toString() {
                log.write(0);
                CompletableFuture.runAsync(() -> log.write(1), task -> new Thread(task).start())
                        .join();
                return "2";
            }
        };
        elsewhere("", () -> {
            for (int i = 0; i < 100; i++) {
                log.write(logging);
            }
        });

        List<Line> lines = log.end();
        assertThat(lines).extracting(Line::event).startsWith(0, 1, 2, 0, 1, 2).hasSize(300);
        assertThat(lines).extracting(Line::hlc).isSorted().doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> line.event() != 1))
                .extracting(Line::n)
                .isSorted();
    }

    @QueueEdgesNeeded
    @NoAgentNeeded
    @DisplayName("with edges through queues, the thread of the appender comes after nothing that it writes")
    @Test
    void ownQueue() throws Exception {
        List<Map<String, String>> known = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> child = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                Map<String, String> headers = new TreeMap<>();
                Propagation.inject(headers, Map::put);
                known.add(headers);
            }
        };
        Logger logger = (Logger) LoggerFactory.getLogger("appender");
        child.setContext(logger.getLoggerContext());
        child.start();
        CausalAppender appender = new CausalAppender();
        appender.setContext(logger.getLoggerContext());
        appender.addAppender(child);
        appender.start();
        logger.addAppender(appender);
        for (int i = 0; i < 3; i++) {
            elsewhere("", () -> logger.info("an event"));
        }
        logger.detachAppender(appender);
        appender.stop();

        assertThat(known).hasSize(3);
        assertThat(Set.copyOf(known)).as("what the thread comes after").hasSize(1);
    }
}
