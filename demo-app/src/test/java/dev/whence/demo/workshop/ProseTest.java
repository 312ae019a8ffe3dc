package dev.whence.demo.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.view.Screen;
import org.junit.jupiter.api.Test;

/** Tests of text as it is shown in a terminal. */
class ProseTest {
    private final Prose prose = new Prose(new Screen(40, false, false));

    @Test
    void wrapsLongLines() {
        assertThat(prose.lines("**The task.** Find out who waits for whom, then repair it."))
                .containsExactly("The task. Find out who waits for whom,", "then repair it.");
    }

    @Test
    void keepsCommandsWhole() {
        String command = "    java -jar agent/target/whence-agent.jar dump PID";
        assertThat(prose.lines(command)).containsExactly(command);
    }

    @Test
    void showsHeadingsWithoutMarks() {
        assertThat(prose.lines("## Hint 1\n\nRead.")).containsExactly("Hint 1", "", "Read.");
    }
}
