package dev.whence.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.WovenGlue;
import dev.whence.agent.jdk.WovenJdk;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check tells what each hook does. */
class HookTextTest {
    static Stream<String> hooks() {
        return Stream.of(Start.values())
                .flatMap(start -> Stream.of(WovenJdk.types(start, true), WovenGlue.types(start)))
                .flatMap(types -> types.stream().map(WovenType::hook))
                .distinct();
    }

    @DisplayName("each hook has a text")
    @ParameterizedTest
    @MethodSource("hooks")
    void text(String hook) {
        assertThat(HookText.of(hook)).isNotEmpty();
    }
}
