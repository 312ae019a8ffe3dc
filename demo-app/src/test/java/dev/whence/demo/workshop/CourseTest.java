package dev.whence.demo.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that each exercise has what the commands need. {@code WorkshopIT} tries the exercises themselves. */
class CourseTest {
    private static final int MOST_LINES = 150;

    static List<Exercise> exercises() {
        return Course.open().exercises();
    }

    @Test
    void hasTwelveExercises() {
        assertThat(exercises()).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void isWhole(Exercise exercise) throws IOException {
        assertThat(exercise.readme())
                .startsWith("# " + exercise.number() + ". " + exercise.title())
                .contains("**The symptom.**", "**The task.**", "workshop run " + exercise.number());
        assertThat(exercise.hints()).hasSize(3);
        assertThat(exercise.solutionText()).startsWith("# ");
        assertThat(exercise.check()).exists();
        assertThat(exercise.solution()).isNotEmpty();
        assertThat(exercise.testClass().isPresent() || !exercise.mainClass().isEmpty())
                .isTrue();
        for (Path file : exercise.code()) {
            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void hasASectionAndASlide(Exercise exercise) {
        String heading = "# " + exercise.number() + ". " + exercise.title() + "\n";
        assertThat(Path.of("WORKSHOP.md")).content().contains("\n#" + heading);
        assertThat(Path.of("WORKSHOP-SLIDES.md")).content().contains("\n" + heading);
    }

    @Test
    void isFoundByNumberAndName() {
        Course course = Course.open();
        assertThat(course.find("2"))
                .hasValueSatisfying(found -> assertThat(found.name()).contains("misleading"));
        assertThat(course.find("02")).isEqualTo(course.find("stack"));
        assertThat(course.find("13")).isEmpty();
        assertThat(course.find("nothing")).isEmpty();
    }
}
