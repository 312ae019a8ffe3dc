package dev.whence.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SpanTest {
    @DisplayName("a time is a whole number with its unit")
    @ParameterizedTest
    @CsvSource({"0s, 0", "500ms, 500", "10s, 10000", "2m, 120000", "1h, 3600000", "999999999h, 3599999996400000"})
    void typed(String text, long millis) {
        assertThat(new Span().convert(text)).isEqualTo(millis);
    }

    @DisplayName("anything else is named, with what would be right")
    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "10 s", "10S", "1d", "9999999999s", "١s"})
    void wrong(String text) {
        assertThatThrownBy(() -> new Span().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("500ms");
    }

    @DisplayName("what has lasted so long at least is never shown as more")
    @ParameterizedTest
    @CsvSource({
        "7, 7.0ms",
        "999, 999ms",
        "1099, 1.0s",
        "9999, 9.9s",
        "59999, 59s",
        "119999, 1.9min",
        "3599999, 59min",
        "7199999, 1.9h",
        "86399999, 24h"
    })
    void shown(long millis, String text) {
        assertThat(Span.text(millis)).isEqualTo(text);
    }
}
