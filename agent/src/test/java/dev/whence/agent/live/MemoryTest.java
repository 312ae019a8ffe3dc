package dev.whence.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final Memory memory = new Memory();

    @DisplayName("a thing is remembered as long as each frame shows it, in the same condition")
    @Test
    void remembered() throws InterruptedException {
        Object thing = new Object();
        assertThat(memory.millis(thing, 1)).isZero();
        memory.forgetOthers();
        // Only that time passes is wanted here, however much.
        TimeUnit.MILLISECONDS.sleep(5);
        assertThat(memory.millis(thing, 1)).isGreaterThanOrEqualTo(4);
        assertThat(memory.millis(thing, 2)).isZero();
        assertThat(memory.millis(new Object(), 1)).isZero();
        memory.forgetOthers();
        memory.forgetOthers();
        assertThat(memory.millis(thing, 1)).isZero();
    }

    @DisplayName("an equal thing is another one")
    @Test
    void identity() throws InterruptedException {
        memory.millis(new ArrayList<String>(), 0);
        memory.forgetOthers();
        TimeUnit.MILLISECONDS.sleep(5);
        assertThat(memory.millis(new ArrayList<String>(), 0)).isZero();
    }
}
