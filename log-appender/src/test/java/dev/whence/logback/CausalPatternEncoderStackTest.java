package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the encoder with the words that show stack traces, which are records of several lines. */
class CausalPatternEncoderStackTest extends CausalPatternEncoderFixture {
    private static final String FORGED = "a\n\tat evil.Evil.run(Evil.java:1)\r\nCaused by: evil\u001b[2J\u2028";
    private static final String SHOWN = "a\\n\\tat evil.Evil.run(Evil.java:1)\\r\\nCaused by: evil\\u001b[2J\\u2028";

    /** An exception that has its message in its name only. Logback before 1.5.22 shows neither. */
    @SuppressWarnings({"OverrideThrowableToString", "serial"})
    private static final class Renamed extends Exception {
        @Override
        public String toString() {
            return FORGED;
        }
    }

    private static Exception thrown() {
        Throwable cause = new Error(FORGED, new Renamed());
        Exception thrown = new IllegalStateException(FORGED, cause);
        thrown.addSuppressed(new Exception(FORGED, new Error("cause of suppressed")));
        cause.addSuppressed(thrown);
        return thrown;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%msg%n",
                "%msg%n%ex",
                "%msg%n%ex{short}%nopex",
                "%msg%n%rEx",
                "%msg%n%xEx{full}",
                "%msg%n%red(%ex)",
                "%msg%n%-5(%ex{2})"
            })
    void eachLineOfAnExceptionIsOfLogback(String pattern) throws Exception {
        String text = text(pattern, log -> log.info("failed", thrown()));
        assertThat(records(text)).hasSize(1);
        List<String> lines = List.of(
                text.replace("\u001b[31m", "").replace("\u001b[0;39m", "").split("\n"));
        assertThat(lines.get(0)).isEqualTo("failed");
        assertThat(lines.subList(1, lines.size()))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("\t"))
                .allMatch(line -> !line.strip().startsWith("at evil"))
                .allMatch(line -> !line.strip().startsWith("Caused by: evil"))
                .anyMatch(line -> line.contains("java.lang.IllegalStateException: " + SHOWN));
    }

    static List<Throwable> thrownWithOneForgery() {
        Throwable suppressing = new Exception("a", new Error("b"));
        suppressing.addSuppressed(new Exception(FORGED));
        return List.of(new Exception(FORGED), new Exception("a", new Error(FORGED)), new Renamed(), suppressing);
    }

    @ParameterizedTest
    @MethodSource("thrownWithOneForgery")
    void oneForgeryIsEscaped(Throwable thrown) throws Exception {
        List<String> lines =
                records(text("%msg%n", log -> log.info("failed", thrown))).get(0);
        assertThat(lines)
                .anyMatch(line -> line.endsWith(SHOWN))
                .noneMatch(line -> line.endsWith("at evil.Evil.run(Evil.java:1)"));
    }

    @Test
    void framesAreAsInAnyStackTrace() throws Exception {
        String text = text("%msg%n", log -> log.info("failed", thrown()));
        assertThat(records(text).get(0))
                .contains(
                        "\tjava.lang.IllegalStateException: " + SHOWN,
                        "\tCaused by: java.lang.Error: " + SHOWN,
                        "\tCaused by: " + SHOWN)
                .anyMatch(line -> line.matches(
                        "\tat dev\\.whence\\.logback\\.CausalPatternEncoderStackTest\\.thrown\\(.+\\.java:\\d+\\)"))
                .anyMatch(line -> line.equals("\tSuppressed: java.lang.Exception: " + SHOWN))
                .anyMatch(line -> line.contains("CIRCULAR REFERENCE") && line.contains(SHOWN));
    }

    @Test
    void anExceptionOnItsOwnBeginsARecord() throws Exception {
        String text = text("%ex{short}", log -> log.info("failed", new Error("b")));
        assertThat(text).startsWith("java.lang.Error: b\n\tat dev.whence.");
    }

    @Test
    void nopexShowsNone() throws Exception {
        assertThat(text("%msg%nopex%n", log -> log.info("failed", thrown()))).isEqualTo("failed\n");
    }

    @Test
    void callersAreOfOneRecord() throws Exception {
        String text = text("%msg %caller{2}", log -> log.info("m"));
        assertThat(records(text)).hasSize(1);
        assertThat(records(text).get(0)).hasSize(2).allMatch(line -> line.contains("\t at dev.whence.logback."));
    }

    @Test
    void hopsAreFramesToo() throws Exception {
        String text = text(
                "%msg%logicalStack%n",
                log -> {
                    try (Scope ignored = Handoff.capture().resume()) {
                        log.info("one hop");
                    }
                });
        assertThat(records(text)).hasSize(1);
        assertThat(records(text).get(0).subList(1, 2)).allMatch(line -> line.startsWith("\tat "));
    }
}
