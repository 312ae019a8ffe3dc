package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.status.Status;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.runtime.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class ConvertersTest {
    private final Path folder;

    ConvertersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<String> lines(String pattern, Consumer<Logger> work) throws Exception {
        Path file = folder.resolve("log.txt");
        try (Logback logback = Logback.pattern(file, pattern)) {
            work.accept(logback.logger());
            assertThat(logback.statuses(Status.WARN)).isEmpty();
        }
        return Files.readAllLines(file);
    }

    @AfterEach
    void resetSettings() {
        Settings.stacks(Settings.STACKS_AUTO);
    }

    @Test
    void correlationIsTheIdOrNothing() throws Exception {
        List<String> lines = lines(
                "[%correlation] %msg%n",
                log -> {
                    log.info("outside");
                    Correlation.of("order-7781").run(() -> log.info("inside"));
                    log.info("outside again");
                });
        assertThat(lines).containsExactly("[] outside", "[order-7781] inside", "[] outside again");
    }

    @Test
    void theFirstLineOfATaskShowsItsSite() throws Exception {
        List<String> lines = lines(
                "%site %msg%n",
                log -> Correlation.current()
                        .wrap(() -> {
                            log.info("first");
                            log.info("second");
                        })
                        .run());
        assertThat(lines.get(0)).matches("dev\\.whence\\.logback\\.ConvertersTest\\.lambda.*:\\d+\\) first");
        assertThat(lines.get(1)).isEqualTo(" second");
    }

    @Test
    void correlationShowsAnEntryOnOneLine() throws Exception {
        List<String> lines = lines(
                "[%correlation{tenant}][%correlation{other}]%n",
                log -> Correlation.of("a")
                        .with("tenant", "ac\r\nme\u001b[31m\u0085\u2028é\ud83d")
                        .run(() -> log.info("")));
        assertThat(lines).containsExactly("[ac\\r\\nme\\u001b[31m\\u0085\\u2028é\\ud83d][]");
    }

    @Test
    void taskIsShortAndTheSameForAllWordsOfALine() throws Exception {
        List<String> lines = lines("%task %task{full} %task%n", log -> log.info(""));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("([0-9a-f]{2})(-\\d+) \\1[0-9a-f]{6}\\2 \\1\\2");
    }

    @Test
    void hlcGrowsWithEachEvent() throws Exception {
        List<String> lines = lines(
                "%hlc %hlc%n",
                log -> {
                    for (int i = 0; i < 100; i++) {
                        log.info("");
                    }
                });
        assertThat(lines).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(lines).allMatch(line -> line.matches("([0-9a-f]{16}) \\1"));
    }

    @Test
    void afterNamesThePredecessorsOfAForkedTask() throws Exception {
        List<String> lines = lines(
                "%task %after%n",
                log -> {
                    log.info("before the fork");
                    Handoff handoff = Handoff.capture();
                    try (Scope ignored = handoff.resume()) {
                        log.info("forked");
                        log.info("still the same task");
                    }
                });
        String parent = lines.get(0).strip();
        assertThat(lines.get(1)).matches("[0-9a-f]{2}-\\d+ <- " + parent + ":\\d+");
        assertThat(lines.get(2)).matches("[0-9a-f]{2}-\\d+ ");
    }

    @Test
    void afterShowsAllDigitsIfAsked() throws Exception {
        List<String> lines = lines(
                "%task{full} %after{full}%n",
                log -> {
                    log.info("before the fork");
                    Handoff.capture().resume().close();
                    try (Scope ignored = Handoff.capture().resume()) {
                        log.info("forked");
                    }
                });
        assertThat(lines.get(1)).contains(" <- " + lines.get(0).strip() + ":");
    }

    @Test
    void logicalStackHasALineForEachFrameOfTheHops() throws Exception {
        // In the mode AUTO a site may come from the cache that another test with many hops has filled.
        Settings.stacks(Settings.STACKS_FULL);
        List<String> lines = lines(
                "%msg%logicalStack%n",
                log -> {
                    log.info("no hop");
                    try (Scope ignored = Handoff.capture().resume()) {
                        log.info("one hop");
                    }
                });
        assertThat(lines.subList(0, 2)).containsExactly("no hop", "one hop");
        assertThat(lines.subList(2, lines.size()))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("\tat "))
                .anyMatch(line -> line.contains("ConvertersTest.java:"));
    }

    @Test
    void anEventOfAnotherThreadHasNoStampRatherThanAWrongOne() {
        LoggingEvent event = new LoggingEvent();
        event.setThreadName("somebody else");
        event.setLevel(Level.INFO);
        assertThat(new TaskConverter().convert(event)).isEmpty();
        assertThat(new CorrelationConverter().convert(event)).isEmpty();
        assertThat(new HlcConverter().convert(event)).isEmpty();
        assertThat(new AfterConverter().convert(event)).isEmpty();
        assertThat(new SiteConverter().convert(event)).isEmpty();
        assertThat(new LogicalStackConverter().convert(event)).isEmpty();
    }

    @Test
    void anEventWithoutAnInstantIsStampedWithItsTimestamp() {
        LoggingEvent event = new LoggingEvent() {
            @Override
            @SuppressWarnings("NullAway")
            public java.time.Instant getInstant() {
                return null;
            }
        };
        event.setTimeStamp(2_051_222_400_000L);
        String hlc = new HlcConverter().convert(event);
        assertThat(Long.parseUnsignedLong(hlc, 16) >>> 12).isGreaterThanOrEqualTo(2_051_222_400_000_000L);
    }
}
