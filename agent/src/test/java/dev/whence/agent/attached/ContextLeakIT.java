package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent finds of context that tasks leave on their threads. */
@Tag("surroundings")
class ContextLeakIT {
    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("scopes that are left open and entries that stay in the MDC; not those of the thread or of the caller")
    @ParameterizedTest
    @MethodSource("jdks")
    void leaks(Jdk jdk, @TempDir Path folder) throws Exception {
        Path end = folder.resolve("end");
        Path err = folder.resolve("err");
        Process process = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.testClassPath())
                .agent("quiet=true", "stacks=full", "findings=context-leak")
                .main(
                        LeakingProgram.class,
                        end.toString(),
                        "closed",
                        "removed",
                        "cleared",
                        "scope",
                        "mdc",
                        "span",
                        "later")
                .start(folder.resolve("out"), err);
        try {
            Awaitility.await()
                    .atMost(3, TimeUnit.MINUTES)
                    .until(() -> !process.isAlive() || told(folder).contains("operation later"));
            String told = told(folder);
            assertThat(found(told)).as(told).hasSize(5);
            assertThat(told)
                    .contains("has left a scope of OpenTelemetry on its thread")
                    .containsPattern("a scope of a correlation on its thread(.*\\R)+?.*LeakingProgram.leaveOpen")
                    .containsPattern("left the entries \\[user] in the MDC on its thread(.*\\R)+?.*LeakingProgram.run");
        } finally {
            Files.createFile(end);
            process.waitFor();
        }
    }

    /** The program has a logger, whose lines go to one of the two. */
    private static String told(Path folder) throws Exception {
        return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
    }

    private static List<String> found(String told) {
        return Pattern.compile("context-leak: .*")
                .matcher(told)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
