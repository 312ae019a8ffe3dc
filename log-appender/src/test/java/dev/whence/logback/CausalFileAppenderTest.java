package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.status.Status;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CausalFileAppenderTest {
    private static final String MESSAGES = "<encoder><pattern>%msg%n</pattern></encoder>";

    private final Path folder;

    CausalFileAppenderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file() {
        return folder.resolve("logs/app.log");
    }

    private Logback logback(String properties) {
        return new Logback(Logback.causalFile("<file>" + file() + "</file>" + properties));
    }

    private static CausalFileAppender appender(Logback logback) {
        return logback.appender("CAUSAL");
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static void log(Logger log, int from, int to) {
        for (int i = from; i < to; i++) {
            log.info("{}", i);
        }
    }

    @Test
    void whatIsLoggedIsInTheFileAfterTheStop() throws IOException {
        Logback logback = logback(MESSAGES);
        log(logback.logger(), 0, 50_000);
        CausalFileAppender appender = appender(logback);
        logback.close();
        assertThat(Files.readAllLines(file())).isEqualTo(numbers(0, 50_000));
        assertThat(appender.getWritten()).isEqualTo(50_000);
        assertThat(appender.getDropped() + appender.getFailed() + appender.getTornLines())
                .isZero();
        assertThat(logback.statuses(Status.WARN)).isEmpty();
    }

    @Test
    void whatIsLoggedIsSoonInTheFileWithoutAStop() {
        try (Logback logback = logback(MESSAGES)) {
            for (int i = 0; i < 5; i++) {
                log(logback.logger(), i, i + 1);
                List<String> expected = numbers(0, i + 1);
                await().until(() -> Files.readAllLines(file()).equals(expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEarlierFileIsKeptOnlyIfAppendIsSet(boolean append) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "earlier\n");
        try (Logback logback = logback("<append>" + append + "</append>" + MESSAGES)) {
            log(logback.logger(), 0, 1);
        }
        assertThat(Files.readAllLines(file())).isEqualTo(append ? List.of("earlier", "0") : List.of("0"));
    }

    @Test
    void aTornLineIsKeptAndAnnouncedAndNothingIsGluedToIt() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "whole\nto");
        Logback logback = logback(MESSAGES);
        log(logback.logger(), 0, 1);
        CausalFileAppender appender = appender(logback);
        logback.close();
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(4).startsWith("whole", "to").endsWith("0");
        assertThat(lines.get(2)).contains("an earlier process ended while it wrote its last line in this file");
        assertThat(appender.getTornLines()).isEqualTo(1);
        assertThat(appender.getWritten()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "ISO-8859-1"})
    void aWholeLineIsNotTornInAnyCharset(String charset) throws IOException {
        String encoder = "<encoder><pattern>%msg%n</pattern><charset>" + charset + "</charset></encoder>";
        for (int i = 0; i < 2; i++) {
            Logback logback = logback(encoder);
            log(logback.logger(), i, i + 1);
            CausalFileAppender appender = appender(logback);
            logback.close();
            assertThat(appender.getTornLines()).isZero();
        }
        assertThat(Files.readString(file(), java.nio.charset.Charset.forName(charset))
                        .lines())
                .containsExactly("0", "1");
    }

    @Test
    void prudentModeIsAnError() {
        try (Logback logback = logback("<prudent>true</prudent>" + MESSAGES)) {
            assertThat(appender(logback).isStarted()).isFalse();
            assertThat(logback.statuses(Status.ERROR))
                    .containsExactly("CausalFileAppender does not support prudent mode, because it must own its file."
                            + " Remove <prudent>, or use FileAppender.");
        }
    }

    @Test
    void aMissingFilePropertyIsAnError() {
        try (Logback logback = new Logback(Logback.causalFile(MESSAGES))) {
            assertThat(appender(logback).isStarted()).isFalse();
            assertThat(logback.statuses(Status.ERROR))
                    .containsExactly("\"File\" property not set for appender named [CAUSAL].");
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsAnErrorOfTheStart() throws IOException {
        Files.createDirectories(file());
        try (Logback logback = logback(MESSAGES)) {
            assertThat(appender(logback).isStarted()).isFalse();
            assertThat(logback.statuses(Status.ERROR)).anyMatch(s -> s.startsWith("openFile("));
        }
    }

    @Test
    void aMissingEncoderIsAnError() {
        try (Logback logback = logback("")) {
            assertThat(appender(logback).isStarted()).isFalse();
            assertThat(logback.statuses(Status.ERROR)).anyMatch(s -> s.startsWith("No encoder set"));
        }
    }

    private String rollingBySize(String maxFileSize, int maxIndex) {
        return "<rollingPolicy class='ch.qos.logback.core.rolling.FixedWindowRollingPolicy'>"
                + "<fileNamePattern>" + folder + "/logs/app.%i.log</fileNamePattern>"
                + "<minIndex>1</minIndex><maxIndex>" + maxIndex + "</maxIndex></rollingPolicy>"
                + "<triggeringPolicy class='ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy'>"
                + "<maxFileSize>" + maxFileSize + "</maxFileSize><checkIncrement>0</checkIncrement></triggeringPolicy>";
    }

    /** Logs so that a policy that asks the file for its size sees it grow. */
    private static void logInSteps(Logback logback, int count, int step) {
        CausalFileAppender appender = appender(logback);
        for (int i = 0; i < count; i += step) {
            int logged = i + step;
            log(logback.logger(), i, logged);
            await().until(() -> appender.getWritten() == logged);
        }
    }

    @Test
    void filesRollBySizeAndNoLineIsLost() throws IOException {
        Logback logback = logback(rollingBySize("10KB", 20) + MESSAGES);
        logInSteps(logback, 20_000, 500);
        logback.close();
        List<String> lines = new ArrayList<>();
        for (int i = 20; i >= 1; i--) {
            Path rolled = folder.resolve("logs/app." + i + ".log");
            if (Files.exists(rolled)) {
                lines.addAll(Files.readAllLines(rolled));
            }
        }
        assertThat(lines).as("rolled").hasSizeGreaterThan(10_000);
        lines.addAll(Files.readAllLines(file()));
        assertThat(lines).isEqualTo(numbers(0, 20_000));
        assertThat(logback.statuses(Status.WARN)).isEmpty();
    }

    @Test
    void recordsThatAreEncodedIntoTheBatchCountForTheSizeOfTheFile() throws IOException {
        String rolling = "<rollingPolicy class='ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy'>"
                + "<fileNamePattern>" + folder + "/logs/app-%d{yyyy-MM-dd}.%i.log</fileNamePattern>"
                + "<maxFileSize>20KB</maxFileSize></rollingPolicy>";
        Logback logback = logback(rolling + Logback.json());
        log(logback.logger(), 0, 5_000);
        logback.close();
        try (var files = Files.list(folder.resolve("logs"))) {
            List<Path> rolled = files.filter(f -> !f.equals(file())).toList();
            assertThat(rolled).isNotEmpty().allSatisfy(f -> assertThat(Files.size(f))
                    .isBetween(20_000L, 25_000L));
        }
    }

    @Test
    void filesRollBySizeAndTimeAndAreCompressed() throws IOException {
        String rolling = "<rollingPolicy class='ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy'>"
                + "<fileNamePattern>" + folder + "/logs/app-%d{yyyy-MM-dd}.%i.log.gz</fileNamePattern>"
                + "<maxFileSize>20KB</maxFileSize></rollingPolicy>";
        Logback logback = logback(rolling + MESSAGES);
        logInSteps(logback, 20_000, 1_000);
        logback.close();
        // Logback compresses on a thread of its own, and waits for the last file only.
        await().ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            List<String> lines = packedLines();
            assertThat(lines).as("rolled").isNotEmpty();
            lines.addAll(Files.readAllLines(file()));
            assertThat(lines).isEqualTo(numbers(0, 20_000));
        });
    }

    /** Returns the lines of the files that have rolled, in the order of their numbers. */
    private List<String> packedLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String suffix = "." + i + ".log.gz";
            try (var files = Files.list(folder.resolve("logs"))) {
                for (Path rolled :
                        files.filter(f -> f.toString().endsWith(suffix)).toList()) {
                    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(rolled))) {
                        lines.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .toList());
                    }
                }
            }
        }
        return lines;
    }

    @Test
    void whatIsLoggedWhileAMessageIsFormattedIsWrittenFirst() throws IOException {
        Logback logback = logback(MESSAGES);
        logback.logger().info("{}", new Object() {
            @Override
            public String toString() {
                logback.logger().info("inner");
                return "outer";
            }
        });
        logback.close();
        assertThat(Files.readAllLines(file())).containsExactly("inner", "outer");
    }

    @Test
    void aStopThatRacesWithProducersLosesCountOfNothing() throws Exception {
        for (int round = 0; round < 30; round++) {
            Files.deleteIfExists(file());
            Logback logback = logback("<queueSize>4</queueSize>" + MESSAGES);
            CausalFileAppender appender = appender(logback);
            AtomicLong emitted = new AtomicLong();
            AtomicBoolean done = new AtomicBoolean();
            List<Thread> producers = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                producers.add(CausalAppenderFixture.start(() -> {
                    while (!done.get()) {
                        logback.logger().info("");
                        emitted.incrementAndGet();
                    }
                }));
            }
            await().until(() -> appender.getWritten() > 20);
            appender.stop();
            done.set(true);
            for (Thread producer : producers) {
                producer.join();
            }
            assertThat(appender.getWritten() + appender.getDropped() + appender.getFailed())
                    .isEqualTo(emitted.get());
            assertThat(Files.readAllLines(file()).stream().filter(String::isEmpty))
                    .hasSize((int) appender.getWritten());
            logback.close();
        }
    }

    @Test
    void withAwaitWriteACallReturnsWhenItsEventIsInTheFile() throws IOException {
        try (Logback logback = logback("<awaitWrite>true</awaitWrite>" + MESSAGES)) {
            for (int i = 0; i < 200; i++) {
                log(logback.logger(), i, i + 1);
                assertThat(Files.readAllLines(file())).hasSize(i + 1);
            }
        }
    }

    @Test
    void anAppenderCanBeStartedAgain() throws IOException {
        Logback logback = logback(MESSAGES);
        CausalFileAppender appender = appender(logback);
        log(logback.logger(), 0, 1);
        appender.stop();
        assertThat(appender.isStarted()).isFalse();
        log(logback.logger(), 1, 2);
        assertThat(appender.getDropped()).isEqualTo(1);
        appender.start();
        log(logback.logger(), 2, 3);
        logback.close();
        assertThat(Files.readAllLines(file())).containsExactly("0", "2");
        assertThat(appender.getWritten()).isEqualTo(2);
        assertThat(appender.getDropped()).isEqualTo(1);
    }

    @Test
    void theCountersAreAnMBeanWhileTheAppenderIsStarted() throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.whence:type=Appender,context=\"counted\",name=\"CAUSAL\"");
        String file = "<file>" + file() + "</file>";
        try (Logback logback =
                new Logback("<contextName>counted</contextName>" + Logback.causalFile(file + MESSAGES))) {
            log(logback.logger(), 0, 3);
            await().until(() -> server.isRegistered(name));
            await().until(() -> server.getAttribute(name, "Written").equals(3L));
        }
        assertThat(server.isRegistered(name)).isFalse();
    }
}
