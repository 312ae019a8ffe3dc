package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same program says the same, word for word, with the agent and without it. */
@ParameterizedClass
@MethodSource("jdks")
class TranscriptIT {
    private final Jdk jdk;

    TranscriptIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("a program that looks at all that it can see of its tasks cannot tell whether the agent is there")
    @Test
    void transcript() {
        JavaProcess.Result plain = program().run();
        assertThat(plain.out().lines()).hasSizeGreaterThan(100).noneMatch(line -> line.contains("whence.runtime"));
        assertSame(program().agent("quiet=true", "stitch=off").run(), plain);
    }

    @DisplayName("with stitched stack traces, it sees other frames and nothing else")
    @Test
    void stitched() {
        assertThat(withoutFrames(program().agent("quiet=true").run()))
                .containsExactlyElementsOf(withoutFrames(program().run()));
    }

    private static List<String> withoutFrames(JavaProcess.Result result) {
        return result.out()
                .lines()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .toList();
    }

    @DisplayName("102: System.exit in a task ends the program as ever, and shutdown hooks run")
    @ParameterizedTest
    @ValueSource(strings = {"exit in a task", "halt in a task", "exit in a continuation", "uncaught in main"})
    void ending(String how) {
        assertSame(ending(how, true), ending(how, false));
    }

    private JavaProcess.Result ending(String how, boolean withAgent) {
        JavaProcess java = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath())
                .main(Ending.class, how);
        return (withAgent ? java.agent("quiet=true", "stitch=off") : java).run();
    }

    private static void assertSame(JavaProcess.Result attached, JavaProcess.Result plain) {
        assertThat(attached.out()).isEqualTo(plain.out());
        assertThat(attached.err()).isEqualTo(plain.err());
        assertThat(attached.exitCode()).isEqualTo(plain.exitCode());
    }

    private JavaProcess program() {
        return JavaProcess.java(jdk).options("-cp", JavaProcess.bareClassPath()).main(Transcript.class);
    }
}
