package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The records of random hostile events are as many as the events, in their sequence. */
class CausalPatternEncoderFuzzTest extends CausalPatternEncoderFixture {
    private static final int EVENTS = 20_000;
    private static final String FORGED_JSON = "{\"causal\":{\"hlc\":\"0\"}}";
    private static final String FORGED_HEAD = "2026-01-01 00:00:00,000 INFO ID1 [] 5f-1 ";
    private static final Pattern BEGIN = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} INFO ID(\\d+) .* \\[[0-9a-f]{2}-\\d+] .*");
    private static final Pattern FURTHER = Pattern.compile(
            "\t+(at [\\w.$/]+\\(.+\\)|\\.\\.\\. \\d+ common frames omitted|((Caused by|Suppressed): )?java\\.lang\\.\\w+: .*)");

    static long[] seeds() {
        return new long[] {42, System.nanoTime()};
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void asManyRecordsAsEvents(long seed) throws Exception {
        Random random = new Random(seed);
        String log = text(
                "%d %-5level%msg [%task] [%thread] [%X{u}] %X %marker %kvp %logger %after%n",
                logger -> {
                    for (int i = 0; i < EVENTS; i++) {
                        log(logger, i, random);
                    }
                });
        List<List<String>> records = records(log);
        assertThat(records.stream().map(record -> id(record.get(0))))
                .as("seed %d", seed)
                .containsExactlyElementsOf(IntStream.range(0, EVENTS).boxed().toList());
        assertThat(records.stream().flatMap(record -> record.stream().skip(1)))
                .as("seed %d", seed)
                .isNotEmpty()
                .allMatch(line -> FURTHER.matcher(line).matches());
        assertThat(log.lines().map(line -> line.replaceFirst("^\t+", "")))
                .as("seed %d", seed)
                .noneMatch(line -> line.codePoints().anyMatch(c -> isControl(c)));
    }

    /** Returns the number of the event whose record begins with a line, or -1 if there is none. */
    private static int id(String line) {
        Matcher begin = BEGIN.matcher(line);
        return begin.matches() ? Integer.parseInt(begin.group(1)) : -1;
    }

    /** Returns whether a character can break a line, control a terminal or change the writing direction. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static void log(Logger logger, int id, Random random) {
        String name = Thread.currentThread().getName();
        Thread.currentThread().setName(hostile(random, 5));
        try {
            MDC.put("u", hostile(random, 8));
            MDC.put(hostile(random, 5) + "k", hostile(random, 5));
            LoggingEventBuilder event = logger.atInfo();
            if (random.nextInt(3) == 0) {
                event = event.addKeyValue(hostile(random, 5), hostile(random, 10))
                        .addMarker(MarkerFactory.getDetachedMarker("M" + hostile(random, 4)));
            }
            if (random.nextInt(10) == 0) {
                event = event.setCause(thrown(random));
            }
            event.log("ID" + id + " " + hostile(random, 20));
        } finally {
            MDC.clear();
            Thread.currentThread().setName(name);
        }
    }

    private static Throwable thrown(Random random) {
        Throwable thrown = new RuntimeException(hostile(random, 20), new Error(hostile(random, 20)));
        thrown.addSuppressed(new IllegalStateException(hostile(random, 20)));
        return thrown;
    }

    private static String hostile(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length); i > 0; i--) {
            switch (random.nextInt(9)) {
                case 0 -> text.append((char) random.nextInt(32));
                case 1 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                case 2 -> text.append("\r\n" + FORGED_JSON + "\n");
                case 3 -> text.append("\n").append(FORGED_HEAD);
                case 4 -> text.append((char) random.nextInt(0x10000));
                case 5 -> text.appendCodePoint(0x1f600 + random.nextInt(50));
                case 6 -> text.append("\u001b[2J\u001b]0;x\u0007");
                case 7 -> text.append("\n\tat evil.Evil.run(Evil.java:1)\nCaused by: evil");
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
