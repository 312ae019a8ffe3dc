package dev.whence.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.demo.jvm.Recording.Logs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the page about a recorded run and about the same run with the output of the agent. */
class ComparisonTest {
    private static final Logs WITHOUT = logs("without");
    private static final Logs WITH = logs("with");

    private static Logs logs(String name) {
        Path folder = Path.of("src/test/resources");
        return new Logs(folder.resolve(name + ".log"), folder.resolve(name + "-gateway.log"));
    }

    @Test
    void isAHundredColumnsWide() throws IOException {
        List<String> page = page(true, false);
        assertThat(page).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(page.get(0)).hasSize(100);
    }

    @Test
    void showsTheLinesOfTheOrderBesideTheInterleavedOnes() throws IOException {
        assertThat(page(true, false))
                .anyMatch(line -> line.matches("WITHOUT WHENCE: order-7781 in 0 lines +│ WITH .* in 8 lines"))
                .anyMatch(line -> line.matches("[\\d.]+ \\[] .* │ [\\d.]+ \\[order-7781] .* charging card"))
                .anyMatch(line -> line.matches("[\\d.]+ \\[] .* order failed +│"));
    }

    @Test
    void showsWhereEachTraceEnds() throws IOException {
        assertThat(page(true, false))
                .anyMatch(line -> line.matches("at Payments.charge\\(.*\\) +│ at Payments.charge\\(.*\\)"))
                .anyMatch(line -> line.matches("at ThreadPoolExecutor.* │ at .*"))
                .anyMatch(line -> line.matches(".*│ at OrderHandler.post\\(OrderHandler.java:38\\)"))
                .anyMatch(line -> line.matches(".* ends in Thread.run.*│ .* leads back to OrderHandler.post."));
    }

    @Test
    void hasNoEscapeCodesWithoutColours() throws IOException {
        assertThat(page(true, false)).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void isAsWideInColour() throws IOException {
        List<String> stripped = page(true, true).stream()
                .map(line -> line.replaceAll("\u001b\\[\\d+m", ""))
                .toList();
        assertThat(stripped).isEqualTo(page(true, false)).isNotEqualTo(page(true, true));
    }

    @Test
    void needsNoGlyphs() throws IOException {
        assertThat(page(false, false)).allMatch(line -> line.chars().allMatch(c -> c < 128));
    }

    @Test
    void saysThatNothingCarriesTheCorrelation() {
        assertThatThrownBy(() -> Comparison.of("order-7781", WITHOUT, WITHOUT))
                .isInstanceOf(IOException.class)
                .hasMessage("no line of %s carries order-7781: is it the Whence agent?", WITHOUT.shop());
    }

    @Test
    void saysThatNothingFailed() {
        Path pom = Path.of("pom.xml");
        Logs other = new Logs(pom, pom);
        assertThatThrownBy(() -> Comparison.of("order-7781", other, WITH))
                .isInstanceOf(IOException.class)
                .hasMessage("no order failed in " + pom);
    }

    private static List<String> page(boolean glyphs, boolean colours) throws IOException {
        StringWriter text = new StringWriter();
        Console console = new Console(new PrintWriter(text), glyphs, colours);
        Comparison.of("order-7781", WITHOUT, WITH).print(console);
        return text.toString().lines().toList();
    }
}
