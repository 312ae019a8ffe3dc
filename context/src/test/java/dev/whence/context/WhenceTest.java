package dev.whence.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WhenceTest {
    @DisplayName("without the agent, a dump says that there is none")
    @Test
    void withoutAgent() {
        assertThat(Whence.dump()).matches("\\{\"fault\":\"[^\"]*no agent[^\"]*\"}");
    }
}
