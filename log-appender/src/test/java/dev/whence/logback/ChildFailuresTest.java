package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of logback appenders that hide failures from their caller: the lost events are counted and announced. */
@Timeout(60)
class ChildFailuresTest {
    private final Logback logback = new Logback("");
    private final Logger log = logback.logger();
    private final CausalAppender appender = new CausalAppender();

    @AfterEach
    void stop() {
        logback.close();
    }

    private void start(Appender<ILoggingEvent> child) {
        child.setContext(logback.context);
        child.start();
        appender.setContext(logback.context);
        appender.addAppender(child);
        appender.start();
        log.addAppender(appender);
    }

    /** Logs 70 events. The child of the test fails on every seventh. */
    private void logGoodAndBad() {
        for (int i = 1; i <= 70; i++) {
            log.info(i % 7 == 0 ? "bad" : "good");
        }
        appender.stop();
    }

    private static void failIfBad(ILoggingEvent event) {
        if (event.getFormattedMessage().equals("bad")) {
            throw new IllegalStateException("bad");
        }
    }

    private static final class Encoder extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            failIfBad(event);
            return (event.getFormattedMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }

    private void checkGoodAndBad(List<String> lines) {
        assertThat(appender.getWritten()).isEqualTo(60);
        assertThat(appender.getFailed()).isEqualTo(10);
        assertThat(appender.getDropped()).isZero();
        assertThat(lines.stream().filter("good"::equals)).hasSize(60);
        assertThat(lines.stream().filter(line -> line.startsWith("1 log events were dropped")))
                .hasSize(10);
        assertThat(lines.get(6)).as("in its place").endsWith("they could not be written");
    }

    private static <A extends ContextAwareBase> A with(A child, Encoder encoder) {
        encoder.start();
        if (child instanceof OutputStreamAppender<?>) {
            @SuppressWarnings("unchecked")
            OutputStreamAppender<ILoggingEvent> known = (OutputStreamAppender<ILoggingEvent>) child;
            known.setEncoder(encoder);
        }
        return child;
    }

    @Test
    void anEncoderThatFails() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStreamAppender<ILoggingEvent> child = with(new OutputStreamAppender<>(), new Encoder());
        child.setOutputStream(out);
        start(child);
        logGoodAndBad();
        checkGoodAndBad(out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void anAppenderOfTheOldKindThatFails() {
        List<String> lines = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> child = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                failIfBad(event);
                lines.add(event.getFormattedMessage());
            }
        };
        start(child);
        logGoodAndBad();
        checkGoodAndBad(lines);
    }

    @Test
    void anAppenderThatEndsItselfOverAnError() {
        OutputStreamAppender<ILoggingEvent> child = with(new OutputStreamAppender<>(), new Encoder());
        child.setOutputStream(new OutputStream() {
            private int calls;

            @Override
            public void write(int b) throws IOException {
                if (++calls > "good\n".length()) {
                    throw new IOException("no longer");
                }
            }
        });
        start(child);
        for (int i = 0; i < 10; i++) {
            log.info("good");
        }
        appender.stop();
        assertThat(appender.getWritten()).isEqualTo(1);
        assertThat(appender.getFailed()).isEqualTo(9);
    }

    @Test
    void aFullDisk() {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        FileAppender<ILoggingEvent> child = with(new FileAppender<>(), new Encoder());
        child.setFile(full.toString());
        start(child);
        for (int i = 0; i < 1_000; i++) {
            log.info("good");
        }
        appender.stop();
        assertThat(appender.getFailed()).isEqualTo(1_000);
        assertThat(appender.getWritten()).isZero();
    }

    @Test
    void anEncoderOfAFileThatFails() throws Exception {
        Path file = Files.createTempFile("whence", ".log");
        try {
            FileAppender<ILoggingEvent> child = with(new FileAppender<>(), new Encoder());
            child.setFile(file.toString());
            start(child);
            logGoodAndBad();
            checkGoodAndBad(Files.readAllLines(file));
            assertThat(logback.statuses(Status.ERROR)).anyMatch(status -> status.contains("1 log events failed"));
        } finally {
            Files.delete(file);
        }
    }
}
