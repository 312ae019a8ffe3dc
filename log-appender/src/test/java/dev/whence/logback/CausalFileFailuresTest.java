package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoders and rolling policies that fail. */
@Timeout(60)
class CausalFileFailuresTest {
    private static final String MESSAGES = "<encoder><pattern>%msg%n</pattern></encoder>";

    private final Path file;
    private final Path rolled;

    CausalFileFailuresTest(@TempDir Path folder) {
        this.file = folder.resolve("app.log");
        this.rolled = folder.resolve("app.1.log");
    }

    private Logback logback(String properties) {
        return new Logback(Logback.causalFile("<file>" + file + "</file>" + properties));
    }

    private String rollingBy(Class<?> policy) {
        return "<rollingPolicy class='" + policy.getName() + "'><fileNamePattern>" + file.getParent()
                + "/app.%i.log</fileNamePattern><minIndex>1</minIndex><maxIndex>1</maxIndex></rollingPolicy>"
                + "<triggeringPolicy class='ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy'>"
                + "<maxFileSize>1KB</maxFileSize><checkIncrement>0</checkIncrement></triggeringPolicy>";
    }

    private static List<String> numbers(int to) {
        return IntStream.range(0, to).mapToObj(String::valueOf).toList();
    }

    /** Logs, and waits for each event, so that a policy that asks the file for its size sees it grow. */
    private static void log(Logback logback, int to) {
        for (String number : numbers(to)) {
            logback.logger().info(number);
        }
    }

    @Test
    void aPolicyThatFailsToRollLosesNothing() throws IOException {
        Files.createDirectories(rolled.resolve("a folder that is not empty"));
        Logback logback =
                logback("<awaitWrite>true</awaitWrite>" + rollingBy(FixedWindowRollingPolicy.class) + MESSAGES);
        log(logback, 2_000);
        logback.close();
        assertThat(Files.readAllLines(file)).isEqualTo(numbers(2_000));
    }

    /** A policy that fails every other time, in a way that logback does not expect. */
    public static class ThrowingPolicy extends FixedWindowRollingPolicy {
        private boolean isFailing;

        @Override
        public void rollover() {
            isFailing = !isFailing;
            if (isFailing) {
                throw new IllegalStateException("as the test wants it");
            }
        }
    }

    @Test
    void aPolicyThatThrowsLosesNothingInSilence() throws IOException {
        Logback logback = logback("<awaitWrite>true</awaitWrite>" + rollingBy(ThrowingPolicy.class) + MESSAGES);
        CausalFileAppender appender = logback.appender("CAUSAL");
        log(logback, 2_000);
        logback.close();
        List<String> lines = Files.readAllLines(file);
        assertThat(appender.getFailed()).isPositive();
        assertThat(appender.getWritten() + appender.getFailed()).isEqualTo(2_000);
        assertThat(lines).filteredOn(line -> line.matches("\\d+")).hasSize((int) appender.getWritten());
        assertThat(announced(lines)).isEqualTo(appender.getFailed());
    }

    private static long announced(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("log events were dropped"))
                .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .sum();
    }

    /** An encoder that fails on some events. */
    public static class FailingEncoder extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return "header\n".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            String message = event.getFormattedMessage();
            if (message.equals("3")) {
                throw new IllegalStateException("3");
            }
            if (message.equals("5")) {
                throw new OutOfMemoryError("5");
            }
            return (message + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return "footer\n".getBytes(StandardCharsets.UTF_8);
        }
    }

    /** One that has written half a line by then. */
    public static final class HalfEncoder extends FailingEncoder implements RecordEncoder {
        @Override
        public void write(ILoggingEvent event, Bytes buffer) {
            int before = buffer.length;
            buffer.put("half a line".getBytes(StandardCharsets.UTF_8));
            byte[] line = encode(event);
            buffer.length = before;
            buffer.put(line);
        }

        @Override
        public byte[] encodeEarly(ILoggingEvent event) {
            return encode(event);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {FailingEncoder.class, HalfEncoder.class})
    void anEventThatCannotBeEncodedIsAnnouncedInItsPlace(Class<?> encoder) throws IOException {
        Logback logback = logback("<encoder class='" + encoder.getName() + "'/>");
        CausalFileAppender appender = logback.appender("CAUSAL");
        log(logback, 8);
        logback.close();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(10).startsWith("header", "0", "1", "2").endsWith("6", "7", "footer");
        assertThat(lines.get(4)).startsWith("1 log events were dropped");
        assertThat(lines.get(6)).startsWith("1 log events were dropped");
        assertThat(appender.getFailed()).isEqualTo(2);
        assertThat(appender.getWritten()).isEqualTo(6);
    }
}
