package dev.whence.glue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.Settings;
import java.util.Map;
import org.apache.logging.log4j.core.pattern.DatePatternConverter;
import org.apache.logging.log4j.core.pattern.EqualsReplacementConverter;
import org.apache.logging.log4j.core.pattern.HighlightConverter;
import org.apache.logging.log4j.core.pattern.LineSeparatorPatternConverter;
import org.apache.logging.log4j.core.pattern.LoggerPatternConverter;
import org.apache.logging.log4j.core.pattern.MarkerPatternConverter;
import org.apache.logging.log4j.core.pattern.MdcPatternConverter;
import org.apache.logging.log4j.core.pattern.MessagePatternConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Log4jPatternTest {
    private static final Map<String, Class<?>> WORDS = Map.of(
            "m", MessagePatternConverter.class,
            "msg", MessagePatternConverter.class,
            "marker", MarkerPatternConverter.class,
            "X", MdcPatternConverter.class,
            "n", LineSeparatorPatternConverter.class,
            "d", DatePatternConverter.class,
            "c", LoggerPatternConverter.class,
            "highlight", HighlightConverter.class,
            "equals", EqualsReplacementConverter.class,
            "correlation", Log4jWord.OfCorrelation.class);

    @BeforeEach
    void onlyLines() {
        Settings.logs("correlationId", true, true, false);
    }

    @AfterEach
    void reset() {
        Settings.logs("correlationId", false, false, false);
    }

    private static String withCorrelation(String pattern) {
        return new Log4jPattern(pattern, WORDS).withCorrelation();
    }

    @DisplayName("the prefix stands before the first message, wherever that is")
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "%d %m%n # %d @%m%n",
                "%m\\n # @%m\\n",
                "%-20.30msg{nolookups}%n # @%-20.30msg{nolookups}%n",
                "%mine%n # @%mine%n",
                "%marker %m%n # %marker @%m%n",
                "%%m %m%n # %%m @%m%n",
                "%highlight{%d %m%n}{INFO=%m} # %highlight{%d @%m%n}{INFO=%m}",
                "%highlight{%c}{%m} %m%n # %highlight{%c}{%m} @%m%n",
                "%d{%m} %n%m # %d{@%m} %n%m",
                "%equals{%m}{a}{b} %m%n # %equals{%m}{a}{b} @%m%n",
                "{\"m\":\"%m\"}%n # {\"m\":\"@%m\"}%n",
                "%unknown{a} %m%n # %unknown{a} @%m%n",
                "%highlight{%m%n # %highlight{@%m%n",
                "% %m%n% # % @%m%n%",
                "%correlation{tenant} %m%n # %correlation{tenant} @%m%n",
            })
    void added(String pattern, String expected) {
        assertThat(withCorrelation(pattern)).isEqualTo(expected.replace("@", "%whencePrefix"));
    }

    @DisplayName("the prefix knows the context data that the pattern shows")
    @Test
    void shownKeys() {
        assertThat(withCorrelation("%X{user, traceId} %X{other} %m%n"))
                .isEqualTo("%X{user, traceId} %X{other} %whencePrefix{user,traceId,other}%m%n");
    }

    @DisplayName("a pattern that shows the correlation, or no line with a message, stays as it is")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%X %m%n",
                "%X{correlationId} %m%n",
                "%X{user, correlationId}%m%n",
                "%correlation %m%n",
                "%m%n%highlight{%X{correlationId}}",
                "${ctx:correlationId} %m%n",
                "%m",
                "%d %c%n",
                "%equals{%m}{a}{b}%n",
                "%",
                "",
                "%d{"
            })
    void unchanged(String pattern) {
        assertThat(withCorrelation(pattern)).isEqualTo(pattern);
    }

    @DisplayName("logs=prefix is for patterns of a field, too")
    @Test
    void anyPattern() {
        Settings.logs("correlationId", true, false, false);
        assertThat(withCorrelation("%m")).isEqualTo("%whencePrefix%m");
    }
}
