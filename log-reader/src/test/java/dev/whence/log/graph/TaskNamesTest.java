package dev.whence.log.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tasks with usual IDs and with others. */
class TaskNamesTest {
    private static final List<String> IDS =
            List.of("ffffffff-1", "worker", "5f57a886-2", "5f-2", "", "5f57a886-02", "00000000-1", "5f57a886-0");

    @DisplayName("each ID has a number of its own, and is found again")
    @Test
    void distinct() {
        TaskNames names = new TaskNames();
        IDS.forEach(names::numberOf);
        for (int i = 0; i < IDS.size(); i++) {
            assertThat(names.numberOf(IDS.get(i))).isEqualTo(i);
            assertThat(names.find(IDS.get(i))).isEqualTo(i);
            assertThat(names.name(i)).isEqualTo(IDS.get(i));
        }
        assertThat(names.find("5f57a886-3")).isNegative();
        assertThat(names.find("other")).isNegative();
    }
}
