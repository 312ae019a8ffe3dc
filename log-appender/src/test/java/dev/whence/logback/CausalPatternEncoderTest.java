package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.Status;
import dev.whence.context.Correlation;
import dev.whence.runtime.log.Printable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

class CausalPatternEncoderTest extends CausalPatternEncoderFixture {
    private static final String HOSTILE = "\t\r\n\u001b[2J\u000b\f\u0085\u2028\u2029\u202eINFO\u2066 \ud83d\0é";

    @Test
    void aPrintableEventIsAsThePatternHasIt() throws Exception {
        assertThat(text("%-5level [%X{user}] %msg\t%logger%n", log -> log.info("placed é 😀 C:\\new")))
                .isEqualTo("INFO  [] placed é 😀 C:\\new\tshop.Orders\n");
    }

    @Test
    void otherCharactersAreEscaped() throws Exception {
        assertThat(text("%msg%n", log -> log.info(HOSTILE)))
                .isEqualTo(
                        "\\t\\r\\n\\u001b[2J\\u000b\\u000c\\u0085\\u2028\\u2029\\u202eINFO\\u2066 \\ud83d\\u0000é\n");
    }

    @Test
    void eachCharacterIsEscapedAtEachPlace() {
        CausalPatternEncoder encoder = started("%msg%n");
        for (char c = 0; c < 0x180; c++) {
            for (int place = 0; place < 20; place++) {
                String message = "a".repeat(place) + c + "b".repeat(19 - place);
                assertThat(new String(encoder.encode(CausalJsonEncoderFixture.event(message)), StandardCharsets.UTF_8))
                        .isEqualTo(Printable.escape(message) + "\n");
            }
        }
    }

    @Test
    void halvesOfCharactersAreEscaped() throws Exception {
        assertThat(text(
                        "%msg %X{user}%n",
                        log -> {
                            MDC.put("user", "\ude00");
                            log.info("\ude00😀\ud83d\ud83d");
                        }))
                .isEqualTo("\\ude00😀\\ud83d\\ud83d \\ude00\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%msg",
                "%thread",
                "%logger",
                "%logger{1}",
                "%X",
                "%mdc{user}",
                "%marker",
                "%kvp",
                "%correlation{user}",
                "%-40msg",
                "%.3msg",
                "%.-6(%level%thread)",
                "%replace(%msg){'INFO','WARN'}",
                "%prefix(%X{user} %logger)",
                "%30(%level [%thread] %replace(%X){'a','b'})"
            })
    void eachWordIsOnOneLine(String word) throws Exception {
        String text = text(
                word + "%n", log -> Correlation.of("a").with("user", HOSTILE).run(() -> log(log)));
        assertThat(text).endsWith("\n").matches("[ -~é]+\n");
    }

    private static CausalPatternEncoder started(String pattern) {
        CausalPatternEncoder encoder = new CausalPatternEncoder();
        encoder.setContext(new LoggerContext());
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static void log(Logger log) {
        MDC.put("user", HOSTILE);
        MDC.put(HOSTILE, "x");
        Logger named = ((ch.qos.logback.classic.Logger) log).getLoggerContext().getLogger("a." + HOSTILE);
        String name = Thread.currentThread().getName();
        Thread.currentThread().setName(HOSTILE);
        try {
            named.atInfo()
                    .addMarker(MarkerFactory.getDetachedMarker(HOSTILE))
                    .addKeyValue("key" + HOSTILE, HOSTILE)
                    .log(HOSTILE);
        } finally {
            Thread.currentThread().setName(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%msg, 'm\n'",
        "%msg%n, 'm\n'",
        "\\t%msg%n, '\\tm\n'",
        "%7level%n, '   INFO\n'",
        "%level%n%msg%n %logger%n, 'INFO\n\tm\n\t shop.Orders\n'",
        "%level\\r\\n\\t%msg\\r%logger, 'INFO\n\tm\n\tshop.Orders\n'",
        "%n%msg%n%n, '\n\tm\n\t\n'",
        "%nopex, '\n'",
        "%X{none}, '\n'"
    })
    void furtherLinesBeginWithATabAndTheFirstDoesNot(String pattern, String expected) throws Exception {
        assertThat(text(pattern, log -> log.info("m"))).isEqualTo(expected);
    }

    @Test
    void anEventEndsItsLine() throws Exception {
        assertThat(text(
                        "%msg",
                        log -> {
                            log.info("a");
                            log.info("");
                            log.info("b\n");
                        }))
                .isEqualTo("a\n\nb\\n\n");
    }

    @Test
    void wordsInAGroupKeepTheirKeys() throws Exception {
        assertThat(text(
                        "%prefix(%X{user} %level) %n",
                        log -> {
                            MDC.put("user", "u\n1");
                            log.info("m");
                        }))
                .isEqualTo("user=u\\n1 level=INFO \n");
    }

    @Test
    void coloursAreOfThePatternOnly() throws Exception {
        assertThat(text("%red(%msg) %highlight(%level%n)", log -> log.info("\u001b[31mx")))
                .isEqualTo("\u001b[31m\\u001b[31mx\u001b[0;39m \u001b[34mINFO\n\t\u001b[0;39m\n");
    }

    @Test
    void lineEndsOfThePlatformAreUsed() {
        TextWriter record = TextWriter.ofRecords(new Bytes(), "\r\n");
        record.begin();
        new LiteralWord("a\r\nb\n").write(CausalJsonEncoderFixture.event(), record);
        record.end();
        assertThat(record).hasToString("a\r\n\tb\r\n");
    }

    @Test
    void theLayoutShowsTheSameText() {
        CausalPatternEncoder encoder = started("%level%n%msg");
        assertThat(encoder.getLayout().doLayout(CausalJsonEncoderFixture.event("a\nb")))
                .isEqualTo("INFO\n\ta\\nb\n");
    }

    @ParameterizedTest
    @CsvSource({"US-ASCII, \\u00e9", "ISO-8859-1, é", "windows-1252, é"})
    void whatACharsetDoesNotHaveIsEscaped(Charset charset, String shown) throws Exception {
        assertThat(text("%msg%n", charset, log -> log.info("é 😀?"))).isEqualTo(shown + " \\ud83d\\ude00?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void noByteOrderMarkIsBetweenEvents(Charset charset) throws Exception {
        assertThat(text(
                        "%msg%n",
                        charset, log -> {
                            log.info("é");
                            log.info("😀\ud83d");
                        }))
                .isEqualTo("é\n😀\\ud83d\n");
    }

    @Test
    void aMessageThatLogsIsARecordOfItsOwn() throws Exception {
        String text = text(
                "%level %msg%n",
                log -> log.info("outer {}", new Object() {
                    @Override
                    public String toString() {
                        log.warn("inner");
                        return "done";
                    }
                }));
        assertThat(text).isEqualTo("WARN inner\nINFO outer done\n");
    }

    @Test
    void threadsEncodeAtTheSameTime() throws Exception {
        CausalPatternEncoder encoder = started("%msg%n");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable encode = () -> {
            for (int i = 0; i < 5_000; i++) {
                String message = Thread.currentThread().getName() + " " + i;
                byte[] bytes = encoder.encode(CausalJsonEncoderFixture.event(message));
                assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(message + "\n");
            }
        };
        Thread[] threads = {new Thread(encode, "a".repeat(100)), new Thread(encode, "b"), new Thread(encode, "c")};
        for (Thread thread : threads) {
            thread.setUncaughtExceptionHandler((failed, e) -> failure.set(e));
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failure).hasNullValue();
    }

    @Test
    void theHeaderIsAsInLogback() {
        CausalPatternEncoder encoder = new CausalPatternEncoder();
        encoder.setContext(new LoggerContext());
        encoder.setPattern("%msg%n");
        encoder.setOutputPatternAsHeader(true);
        encoder.start();
        assertThat(new String(encoder.headerBytes(), Charset.defaultCharset()))
                .isEqualTo("#logback.classic pattern: %msg" + "%n\n");
    }

    @Test
    void withoutAPatternNothingIsWrittenAndAStatusSaysSo() throws Exception {
        try (Logback logback = new Logback(
                Logback.file(folder.resolve("log.txt"), encoder("", StandardCharsets.UTF_8)) + Logback.root("FILE"))) {
            logback.logger().info("m");
            assertThat(logback.statuses(Status.ERROR)).contains("Empty or null pattern.");
        }
        assertThat(folder.resolve("log.txt")).isEmptyFile();
        assertThat(new CausalPatternEncoder().encode(CausalJsonEncoderFixture.event("m")))
                .isEmpty();
    }
}
