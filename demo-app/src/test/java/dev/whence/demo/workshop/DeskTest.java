package dev.whence.demo.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.log.view.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests of what the commands keep, show and restore in a participant's folder. */
class DeskTest {
    private final Course course = Course.open();
    private final Exercise first = course.exercises().get(0);
    private final Exercise second = course.exercises().get(1);
    private final Place place = new Place();
    private final Path folder;
    private final Path code;

    DeskTest(@TempDir Path folder) {
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(place)).parseArgs("--dir", folder.toString());
        this.folder = folder;
        this.code = folder.resolve("01-lost-correlation/Warehouse.java");
    }

    /** A new desk reads what the one before has kept. */
    private Desk desk() {
        return new Desk(course, place, new Screen(100, false, false));
    }

    @Test
    void handsOutWhatTheParticipantGets() throws IOException {
        assertThat(desk().start(first))
                .contains("1. Lost correlation")
                .last()
                .asString()
                .contains("Warehouse.java");
        assertThat(folder.resolve(first.name()).toFile().list())
                .containsExactlyInAnyOrder("README.md", "Warehouse.java");
    }

    @Test
    void startsAgainWithoutTouchingTheCode() throws IOException {
        desk().start(first);
        Files.writeString(code, "mine");
        desk().start(first);
        assertThat(code).hasContent("mine");
    }

    @Test
    void resumesWhereTheParticipantIs() throws IOException {
        assertThat(desk().next()).isEqualTo(first);
        desk().start(second);
        assertThat(desk().next()).isEqualTo(second);
        assertThat(desk().current()).isEqualTo(second);
        assertThat(desk().list()).anyMatch(line -> line.startsWith(">  2"));
    }

    @Test
    void opensOneHintAfterTheOther() throws IOException {
        assertThat(desk().hint(first)).contains("Hint 1").doesNotContain("Hint 2");
        assertThat(desk().hint(first)).contains("Hint 1", "Hint 2").doesNotContain("Hint 3");
        assertThat(desk().hint(first)).contains("Hint 3");
        assertThat(desk().hint(first)).contains("Hint 3").last().asString().contains("all hints");
    }

    @Test
    void restoresTheExercise() throws IOException {
        desk().start(first);
        desk().hint(first);
        Files.writeString(code, "mine");
        assertThat(desk().reset(first)).first().asString().contains(".saved");
        assertThat(code).content().contains("class Warehouse");
        Files.writeString(code, "mine too");
        assertThat(desk().reset(first)).first().asString().contains("Warehouse.java.saved2");
        assertThat(code.resolveSibling("Warehouse.java.saved")).hasContent("mine");
        assertThat(code.resolveSibling("Warehouse.java.saved2")).hasContent("mine too");
        assertThat(desk().hint(first)).doesNotContain("Hint 2");
    }

    @Test
    void showsTheSolutionAsTheLinesThatDiffer() throws IOException {
        assertThat(desk().solution(first, false))
                .contains(
                        "-         queue.add(parcel);", "+         queue.add(new Waiting(parcel, Handoff.capture()));")
                .noneMatch(line -> line.contains("public static void main"));
        assertThat(code).doesNotExist();
        desk().solution(first, true);
        assertThat(code).content().contains("Handoff.capture()");
    }

    @Test
    void saysThatAnExerciseIsNotStarted() {
        assertThatThrownBy(() -> desk().check(first, lines -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("workshop start 1");
    }

    @Test
    void saysThatTheProgressIsDamaged() throws IOException {
        Files.writeString(folder.resolve(".progress"), "\\u12");
        assertThatThrownBy(() -> desk().list()).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
    }
}
