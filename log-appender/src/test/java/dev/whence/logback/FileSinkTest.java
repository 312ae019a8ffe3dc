package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** Events that are encoded by the threads which log them. */
@Timeout(60)
class FileSinkTest {
    private static final int QUEUE = 512;

    /** The event at which the worker stops for the first time, just before it looks whether it is behind. */
    private static final String FIRST_STOP = "63";

    /** The event at which it stops when it knows that it is behind. */
    private static final String SECOND_STOP = "100";

    private final LoggerContext context = new LoggerContext();
    private final CausalFileAppender appender = new CausalFileAppender();
    private final StoppingEncoder encoder = new StoppingEncoder();
    private final Logger logger = context.getLogger("shop.Orders");
    private final Path file;

    FileSinkTest(@TempDir Path folder) {
        file = folder.resolve("app.log");
        context.setMDCAdapter(MDC.getMDCAdapter());
        appender.setContext(context);
        appender.setName("CAUSAL");
        appender.setFile(file.toString());
        appender.setQueueSize(QUEUE);
        appender.setEncoder(encoder);
        logger.addAppender(appender);
    }

    /** An encoder that stops the worker at two events, and knows what was encoded early. */
    private static final class StoppingEncoder extends EncoderBase<ILoggingEvent> implements RecordEncoder {
        final CausalPatternEncoder text = new CausalPatternEncoder();
        final List<String> early = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch first = new CountDownLatch(1);
        final CountDownLatch atSecond = new CountDownLatch(1);
        final CountDownLatch second = new CountDownLatch(1);
        String failing = "";

        @Override
        public void start() {
            text.setContext(getContext());
            text.setCharset(StandardCharsets.UTF_8);
            text.setPattern("%msg %kvp%n%ex{short}");
            text.start();
            super.start();
        }

        @Override
        public void write(ILoggingEvent event, Bytes buffer) {
            if (event.getFormattedMessage().equals(FIRST_STOP)) {
                await(first);
            }
            if (event.getFormattedMessage().equals(SECOND_STOP)) {
                atSecond.countDown();
                await(second);
            }
            text.write(event, buffer);
        }

        @Override
        public byte[] encodeEarly(ILoggingEvent event) {
            early.add(event.getFormattedMessage());
            if (event.getFormattedMessage().equals(failing)) {
                throw new StackOverflowError("as the test wants it");
            }
            return text.encode(event);
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            return text.encode(event);
        }

        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private void log(int from, int to) {
        numbers(from, to).forEach(logger::info);
    }

    /** Starts to log, until the worker stands still and knows that it is behind. */
    private void begin() {
        encoder.setContext(context);
        encoder.start();
        appender.start();
        log(0, 500);
        assertThat(encoder.early).isEmpty();
        encoder.first.countDown();
        await(encoder.atSecond);
    }

    private List<String> end() throws IOException {
        encoder.second.countDown();
        appender.stop();
        return Files.readAllLines(file).stream().map(String::strip).toList();
    }

    @Test
    void threadsEncodeTheirEventsWhileTheWorkerIsBehind() throws IOException {
        begin();
        log(500, 550);
        assertThat(encoder.early).isEqualTo(numbers(500, 550));
        assertThat(end()).isEqualTo(numbers(0, 550));
        assertThat(appender.getWritten()).isEqualTo(550);
    }

    @Test
    void theyDoNotWhenItIsNotBehindAnyMore() throws IOException {
        begin();
        encoder.second.countDown();
        Awaitility.await().until(() -> appender.getWritten() == 500);
        log(500, 501);
        assertThat(end()).isEqualTo(numbers(0, 501));
        assertThat(encoder.early).isEmpty();
    }

    @Test
    void anEventThatCannotBeEncodedEarlyIsEncodedByTheWorker() throws IOException {
        encoder.failing = "501";
        begin();
        log(500, 503);
        assertThat(encoder.early).isEqualTo(numbers(500, 503));
        assertThat(end()).isEqualTo(numbers(0, 503));
        assertThat(appender.getWritten()).isEqualTo(503);
        assertThat(appender.getFailed()).isZero();
    }

    @Test
    void whatIsExpensiveOrRunsCodeOfTheApplicationIsLeftToTheWorker() throws IOException {
        String huge = "a".repeat(2_000);
        begin();
        logger.info("thrown", new IllegalStateException("x"));
        logger.atInfo().addKeyValue("key", "value").log("pair");
        logger.info(huge);
        assertThat(encoder.early).isEmpty();
        List<String> lines = end();
        assertThat(lines).startsWith(numbers(0, 500).toArray(new String[0]));
        assertThat(lines).contains("thrown", "java.lang.IllegalStateException: x", "pair key=\"value\"", huge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%kvp", "%marker", "%caller", "%replace(%msg){'a', 'b'}", "%property{a}", "%ex %sn"})
    void patternsOfOtherWordsAreLeftToTheWorker(String pattern) {
        assertThat(pattern(pattern + "%n").encodeEarly(CausalJsonEncoderFixture.event("a")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d %-5level [%t] %logger{36} [%X{a}] - %msg%n", "%msg", "%m%nopex", "a\\tb"})
    void patternsOfKnownWordsAreNot(String pattern) {
        CausalPatternEncoder known = pattern(pattern);
        LoggingEvent event = CausalJsonEncoderFixture.event("a");
        assertThat(known.encodeEarly(event)).isEqualTo(known.encode(event));
    }

    private CausalPatternEncoder pattern(String pattern) {
        CausalPatternEncoder made = new CausalPatternEncoder();
        made.setContext(context);
        made.setCharset(StandardCharsets.UTF_8);
        made.setPattern(pattern);
        made.start();
        return made;
    }

    @Test
    void threadsThatCompeteForAFullQueueMixNothing() throws Exception {
        encoder.first.countDown();
        encoder.second.countDown();
        encoder.setContext(context);
        encoder.start();
        appender.start();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(number -> new Thread(() -> log(number * 10_000, number * 10_000 + 5_000)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> lines = end();
        for (int number = 0; number < 8; number++) {
            int first = number * 10_000;
            assertThat(lines)
                    .filteredOn(line -> Integer.parseInt(line) / 10_000 == first / 10_000)
                    .isEqualTo(numbers(first, first + 5_000));
        }
    }
}
