package dev.whence.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that no finding is told of calls of real libraries that fail, if the program looks at each result. */
class FailingIT {
    private static final List<String> LIBRARIES =
            List.of("HttpClient", "AWS", "Lettuce", "Reactor", "Caffeine", "Failsafe", "gRPC", "Kafka");

    /** The oldest and the newest one. */
    static Set<Jdk> jdks() {
        List<Jdk> all = List.copyOf(Jdks.toTest());
        return new LinkedHashSet<>(List.of(all.get(0), all.get(all.size() - 1)));
    }

    @DisplayName("a program that looks at each failure of a library is told of none")
    @ParameterizedTest
    @MethodSource("jdks")
    void nothingLost(Jdk jdk, @TempDir Path folder) throws Exception {
        Path end = folder.resolve("end");
        Path err = folder.resolve("err");
        String[] arguments = new String[LIBRARIES.size() + 1];
        arguments[0] = end.toString();
        System.arraycopy(LIBRARIES.toArray(), 0, arguments, 1, LIBRARIES.size());
        Process process = JavaProcess.java(jdk)
                .options("-Xmx256m", "-cp", JavaProcess.testClassPath())
                .agent("quiet=true", "findings=all", "stacks=full")
                .main(Failing.class, arguments)
                .start(folder.resolve("out"), err);
        try {
            Awaitility.await()
                    .atMost(3, TimeUnit.MINUTES)
                    .until(() -> !process.isAlive() || Files.readString(err).contains(Failing.LAST));
            assertThat(ofProgram(err))
                    .as(Files.readString(err))
                    .singleElement()
                    .asString()
                    .contains(Failing.LAST);
        } finally {
            Files.createFile(end);
            process.waitFor();
        }
    }

    /** Returns the findings that have a frame of the program. */
    private static List<String> ofProgram(Path err) throws IOException {
        return Pattern.compile("(?m)^(?:whence|WARNING): (.*\\R(?:[ \t].*\\R)+)")
                .matcher(Files.readString(err))
                .results()
                .map(MatchResult::group)
                .filter(told -> told.contains("\tat " + Failing.class.getName()))
                .toList();
    }
}
