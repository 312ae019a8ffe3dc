package dev.whence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** IDs of tasks that look like numbers, and others that nearly do. */
class TaskIdTest {
    private static final List<String> USUAL = List.of(
            "5f57a886-2", "5f57a886-999999999", "00000000-1", "ffffffff-1", "5f-2", "00-1", "ff-999999999", "02-5");

    private static final List<String> OTHERS = List.of(
            "5f57a886-0",
            "5f57a886-02",
            "5f57a886-9999999999",
            "5f57a886--2",
            "5f57a886-+2",
            "5f57a886-٢",
            "5F57a886-2",
            "5f57a88:-2",
            "5f57a88-2",
            "5f57a886_2",
            "5f57a886-",
            "5f-",
            "2",
            "");

    @DisplayName("usual IDs are numbers and back, and no other text is")
    @Test
    void text() {
        for (String id : USUAL) {
            assertThat(TaskId.text(TaskId.parse(id))).isEqualTo(id);
        }
        assertThat(OTHERS).allSatisfy(id -> assertThat(TaskId.parse(id)).isEqualTo(TaskId.OTHER));
    }

    @DisplayName("events are counted by task, whatever its ID looks like")
    @Test
    void counts() {
        TaskCounts counts = new TaskCounts();
        List<String> all = Stream.concat(USUAL.stream(), OTHERS.stream()).toList();
        for (int i = 1; i < 4; i++) {
            for (String id : all) {
                assertThat(counts.next(id)).isEqualTo(i);
            }
        }
    }
}
