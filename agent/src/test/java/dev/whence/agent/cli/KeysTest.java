package dev.whence.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    private static final char ESC = '\u001b';

    @DisplayName("the characters that a terminal sends, as keys")
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "q, q",
                "^[D, left",
                "^[C, right",
                "^OC, right",
                "^[H, home",
                "^[1~, home",
                "^[F, end",
                "^[4~, end",
                "^[1;5C, right",
                "^[A, other",
                "^[15~, other",
                "^x, other",
                "^, escape",
                "é, é"
            })
    void sequences(String sent, String key) throws InterruptedException {
        assertThat(keys(sent.replace('^', ESC))).containsExactly(key, Keys.CLOSED);
    }

    @DisplayName("keys that are control characters")
    @ParameterizedTest
    @CsvSource({"9, tab", "10, enter", "13, enter", "8, backspace", "127, backspace", "1, other"})
    void controls(int sent, String key) throws InterruptedException {
        assertThat(keys(String.valueOf((char) sent))).containsExactly(key, Keys.CLOSED);
    }

    private static List<String> keys(String sent) throws InterruptedException {
        Keys keys = new Keys(new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8)));
        keys.run();
        List<String> all = new ArrayList<>();
        for (String key = keys.poll(0); key != null; key = keys.poll(0)) {
            all.add(key);
        }
        return all;
    }
}
