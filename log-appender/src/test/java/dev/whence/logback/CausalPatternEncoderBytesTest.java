package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.CoreConstants;
import dev.whence.context.Correlation;
import dev.whence.runtime.LogSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;

/** The bytes of random patterns and random hostile events are those that logback's converters make, escaped. */
class CausalPatternEncoderBytesTest {
    private static final int PATTERNS = 200;
    private static final int EVENTS = 40;

    private static final String[] WORDS = {
        "d",
        "d{HH:mm:ss.SSSSSS}",
        "d{ISO8601, UTC}",
        "date{EEE yyyy,UTC,fr-FR}",
        "r",
        "level",
        "p",
        "le",
        "t",
        "thread",
        "logger",
        "logger{0}",
        "c{5}",
        "lo{36}",
        "C",
        "class{3}",
        "M",
        "L",
        "F",
        "caller{1}",
        "msg",
        "m",
        "message",
        "n",
        "X",
        "X{a}",
        "mdc{b:-none}",
        "X{none}",
        "marker",
        "kvp",
        "kvp{NONE}",
        "ex",
        "ex{short}",
        "xEx{2}",
        "rEx",
        "nopex",
        "property{p}",
        "cn",
        "contextName",
        "sn",
        "micros",
        "correlation",
        "correlation{user}",
        "task",
        "task{full}",
        "hlc",
        "after",
        "after{full}",
        "site",
        "logicalStack",
        "unknown",
        "prefix(%X{a} %level)",
        "replace(%msg){'a', '\\n'}",
        "red(%msg)",
        "highlight(%level%n)",
        "(%level %logger{3}%msg)",
        "black(%X%n%ex{1})",
    };
    private static final String[] FORMATS = {
        "", "", "", "", "5", "-5", "30", "-30", ".3", ".-3", "4.6", "-10.-12", "1.1"
    };
    private static final String[] LITERALS = {
        "", " ", "", " - ", "[", "é😀", "\\t", "\\n", "\\r", "\\r\\n", "\u001b[1m", "\u0007", "\ud83d", "a\\tb\\n\\tc"
    };
    private static final String[] PIECES = {
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u001b[2J",
        "\u0000",
        "\u007f",
        "\u0085",
        "\u00a0",
        "é",
        "ſ",
        "漢",
        "😀",
        "\ud83d",
        "\ude00",
        "\u2028",
        "\u202e",
        "\ufffd",
        "\uffff",
        "a",
        "plain text that is longer than eight bytes",
        "%msg",
        "{}"
    };

    static long[] seeds() {
        return new long[] {7, System.nanoTime()};
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theBytesAreThoseOfLogbacksConverters(long seed) {
        Random random = new Random(seed);
        LoggerContext context = context();
        int early = 0;
        for (int i = 0; i < PATTERNS; i++) {
            String pattern = pattern(random);
            early += compare(
                    context, pattern, new ReferenceRecord(context, pattern), encoder(context, pattern), random, seed);
        }
        assertThat(early).as("else this proves less").isPositive();
    }

    /** Returns a context that knows the words of Whence. */
    private static LoggerContext context() {
        LoggerContext context = new LoggerContext();
        context.setName("c\n");
        context.putProperty("p", "v\u001b");
        Map<String, String> words = new HashMap<>();
        for (PatternWord word : PatternWord.values()) {
            words.put(word.word, word.get().getClass().getName());
        }
        context.putObject(CoreConstants.PATTERN_RULE_REGISTRY, words);
        return context;
    }

    /** Returns how many events can be encoded early. */
    private static int compare(
            LoggerContext context,
            String pattern,
            ReferenceRecord reference,
            CausalPatternEncoder encoder,
            Random random,
            long seed) {
        Bytes direct = new Bytes();
        Bytes expected = new Bytes();
        int early = 0;
        for (ILoggingEvent event : events(context, random)) {
            byte[] record = reference.of(event).getBytes(StandardCharsets.UTF_8);
            assertThat(new String(encoder.encode(event), StandardCharsets.UTF_8))
                    .as("pattern '%s', seed %d", pattern, seed)
                    .isEqualTo(new String(record, StandardCharsets.UTF_8));
            assertThat(encoder.encode(event)).isEqualTo(record);
            expected.put(record);
            encoder.write(event, direct);
            byte[] first = encoder.encodeEarly(event);
            if (first != null) {
                assertThat(first).isEqualTo(record);
                early++;
            }
        }
        assertThat(direct.copy()).as("pattern '%s', seed %d", pattern, seed).isEqualTo(expected.copy());
        return early;
    }

    private static CausalPatternEncoder encoder(LoggerContext context, String pattern) {
        CausalPatternEncoder encoder = new CausalPatternEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            pattern.append(one(LITERALS, random))
                    .append('%')
                    .append(one(FORMATS, random))
                    .append(one(WORDS, random));
        }
        return pattern.append(one(LITERALS, random))
                .append(random.nextBoolean() ? "%n" : "")
                .toString();
    }

    private static List<ILoggingEvent> events(LoggerContext context, Random random) {
        List<ILoggingEvent> events = new ArrayList<>();
        while (events.size() < EVENTS) {
            events.add(events.isEmpty() || random.nextInt(5) > 0 ? event(context, random) : one(events, random));
        }
        return events;
    }

    private static ILoggingEvent event(LoggerContext context, Random random) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(random.nextInt(3) == 0 ? hostile(random) : "com.acme.shop.Orders");
        event.setLevel(one(new Level[] {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR}, random));
        event.setInstant(Instant.ofEpochSecond(1_790_000_000L + random.nextInt(3), random.nextInt(1_000_000_000)));
        event.setThreadName(
                random.nextBoolean() ? hostile(random) : Thread.currentThread().getName());
        event.setMDCPropertyMap(Map.of("a", hostile(random), "b" + hostile(random), hostile(random)));
        event.setLoggerContext(context);
        event.setLoggerContextRemoteView(context.getLoggerContextRemoteView());
        event.setMessage(hostile(random));
        event.setCallerData(new StackTraceElement[] {new StackTraceElement("a.B", "c\nd", hostile(random), 3)});
        if (random.nextInt(3) == 0) {
            event.setThrowableProxy(new ThrowableProxy(new IllegalStateException(hostile(random), new Error("\n"))));
        }
        if (random.nextInt(3) == 0) {
            event.addMarker(MarkerFactory.getDetachedMarker("m" + hostile(random)));
            event.addKeyValuePair(new KeyValuePair("k", hostile(random)));
        }
        return random.nextBoolean() ? event : stamped(event, random);
    }

    private static ILoggingEvent stamped(LoggingEvent event, Random random) {
        StampedEvent stamped = new StampedEvent(event);
        Correlation.of("c" + random.nextInt(3))
                .with("user", hostile(random))
                .run(() -> stamped.stamp(LogSink.shared().stamp(event.getInstant())));
        return stamped;
    }

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(one(PIECES, random));
        }
        return text.toString();
    }

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static <T> T one(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
