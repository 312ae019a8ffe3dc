package dev.whence.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent names the line of each bug of the catalogue, and says nothing of the programs without them. */
class CatalogueIT {
    /** Those for which there is a JDK that has the bug. */
    private static final List<Entry> ENTRIES =
            Entry.all().stream().filter(Runs::canRun).toList();

    private static Runs runs;

    @BeforeAll
    static void begin() {
        runs = new Runs(ENTRIES);
    }

    @AfterAll
    static void end() {
        runs.close();
    }

    static Stream<Arguments> bugsAndJdks() {
        return ENTRIES.stream().flatMap(entry -> Runs.jdks(entry).stream().map(jdk -> Arguments.of(entry, jdk)));
    }

    @DisplayName("the agent names the line that has the bug")
    @ParameterizedTest
    @MethodSource("bugsAndJdks")
    void named(Entry entry, Jdk jdk) throws InterruptedException {
        assertThat(runs.with(entry, jdk)).contains(entry.bug().sign(), entry.place());
    }

    @DisplayName("without the agent the line is not named")
    @ParameterizedTest
    @FieldSource("ENTRIES")
    void hidden(Entry entry) throws InterruptedException {
        assertThat(runs.without(entry)).contains(entry.bug().symptom()).doesNotContain(entry.place());
    }

    @DisplayName("of the program without the bug the agent says nothing")
    @ParameterizedTest
    @FieldSource("ENTRIES")
    void mended(Entry entry) throws InterruptedException {
        String output = runs.mended(entry);
        switch (entry.bug().tool()) {
            case FINDING -> assertThat(output).doesNotContain("What to do: ");
            case TRACE -> assertThat(output).doesNotContain(entry.bug().sign());
            default -> assertThat(output).doesNotContain(entry.bug().symptom());
        }
    }

    @DisplayName("docs/catalogue.md shows what the programs say; -Dwhence.docs=write writes it")
    @Test
    void page() throws InterruptedException, IOException {
        boolean isWritten = System.getProperty("whence.docs", "").equals("write");
        assumeTrue(Entry.isWhole() && ENTRIES.size() == Entry.all().size());
        assumeTrue(isWritten || Jdks.toTest().stream().anyMatch(jdk -> jdk.feature() == Runs.OF_PAGE));
        Page page = new Page(ENTRIES);
        for (Entry entry : ENTRIES) {
            String with = runs.with(entry, Runs.jdkOfPage(entry));
            page.add(entry, Seen.ofProgram(runs.without(entry)), Seen.by(entry, with));
        }
        Path file = Path.of(System.getProperty("whence.catalogue.page"));
        if (isWritten) {
            Files.writeString(file, page.toString());
        }
        assertThat(page.toString()).isEqualTo(Files.readString(file));
    }
}
