package dev.whence.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Tests of the width of rows. */
class ConsoleTest {
    private final StringWriter text = new StringWriter();

    @Test
    void cutsWhatIsTooLong() {
        console(true).row(Cell.plain("a".repeat(200)), Cell.plain("b".repeat(200)));
        assertThat(line()).hasSize(100).startsWith("a".repeat(47) + "… │ b").endsWith("b…");
    }

    @Test
    void cutsWithoutGlyphs() {
        console(false).row(Cell.plain("a".repeat(200)), Cell.plain("b".repeat(200)));
        assertThat(line()).hasSize(100).startsWith("a".repeat(45) + "... | b").endsWith("b...");
    }

    @Test
    void keepsWhatJustFits() {
        console(true).row(Cell.plain("a".repeat(48)), Cell.plain("b".repeat(49)));
        assertThat(line()).isEqualTo("a".repeat(48) + " │ " + "b".repeat(49));
    }

    @Test
    void neutralizesControlCharacters() {
        console(true).row(Cell.plain("a\u001b[31mb\n"), Cell.EMPTY);
        assertThat(line()).startsWith("a?[31mb?  ").doesNotContain("\u001b");
    }

    private Console console(boolean glyphs) {
        return new Console(new PrintWriter(text), glyphs, false);
    }

    private String line() {
        return text.toString().stripTrailing();
    }
}
