package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.juli.OneLineFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code java.util.logging}: messages begin with the ID of the code that logs them, also if another thread writes them. */
@SuppressWarnings("FutureReturnValueIgnored")
class JulBehaviour {
    private static final Logger LOGGER = Logger.getLogger(JulBehaviour.class.getName());
    private static final Formatter FORMATTER = new SimpleFormatter();

    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final Seen lines = new Seen();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.note(FORMATTER.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void add() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void remove() {
        LOGGER.removeHandler(handler);
        pool.shutdown();
    }

    @DisplayName("in a task, with parameters, and none without a correlation")
    @Test
    void message() {
        try (Scope ignored = Correlation.of("A").open()) {
            pool.execute(() -> LOGGER.log(Level.INFO, "{0} parameters", "two"));
        }
        assertThat(lines.next()).contains("[A] two parameters");
        pool.execute(() -> LOGGER.info("later"));
        assertThat(lines.next()).contains("later").doesNotContain("[");
    }

    @DisplayName("an exception that its task logs shows the logical stack")
    @Test
    void stitched() {
        pool.execute(() -> LOGGER.log(Level.SEVERE, "failed", new IllegalStateException("made here")));
        assertThat(lines.next())
                .containsSubsequence("IllegalStateException: made here", "Async.execute", "JulBehaviour.stitched");
    }

    @DisplayName("another thread formats the record")
    @Test
    void asynchronously() {
        try (Scope ignored = Correlation.of("A").open()) {
            LogRecord record = new LogRecord(Level.INFO, "message");
            Correlation.none().run(() -> pool.execute(() -> lines.note(FORMATTER.format(record))));
        }
        assertThat(lines.next()).contains("[A] message");
    }

    @DisplayName("a formatter of the application gets the ID by formatMessage, on any thread")
    @Test
    void ownFormatter() throws Exception {
        Formatter own = new Formatter() {
            @Override
            public String format(LogRecord record) {
                return record.getLevel() + ": " + formatMessage(record);
            }
        };
        LogRecord record = Correlation.of("A").call(() -> new LogRecord(Level.INFO, "{0} parameters"));
        record.setParameters(new Object[] {"two"});
        pool.execute(() -> lines.note(own.format(record)));
        assertThat(lines.next()).isEqualTo("INFO: [A] two parameters");
    }

    @DisplayName("Tomcat's formatter of lines, on a thread of its own")
    @Test
    void tomcat() throws Exception {
        LogRecord record = Correlation.of("A").call(() -> new LogRecord(Level.INFO, "{0} parameters"));
        record.setParameters(new Object[] {"two"});
        pool.execute(() -> lines.note(new OneLineFormatter().format(record)));
        assertThat(lines.next()).contains(" [A] two parameters");
    }
}
