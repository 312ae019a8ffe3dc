package dev.whence.libraries;

import dev.whence.agent.attached.harness.CensusAgent;
import dev.whence.agent.attached.harness.CensusReport;
import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a dump sees nearly all futures of real libraries under load that something depends on. */
class CompleteIT {
    static Stream<Arguments> programs() {
        return Jdks.toTest().stream().flatMap(jdk -> Stream.of("HttpClient", "AWS", "Failsafe", "Lettuce")
                .map(library -> Arguments.of(jdk, library)));
    }

    @DisplayName("at least 99 of 100 futures with dependents or waiting threads are seen")
    @ParameterizedTest
    @MethodSource("programs")
    void seen(Jdk jdk, String library, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("census");
        Process process = JavaProcess.java(jdk)
                .options("-Xmx512m", "-Dsun.net.httpserver.nodelay=true", "-cp", JavaProcess.testClassPath())
                .agent("quiet=true")
                .options(CensusAgent.option(folder, file))
                .main(Busy.class, library)
                .start(folder.resolve("out"), folder.resolve("err"));
        try {
            CensusReport.of(process, jdk, file).check(library + " on " + jdk);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
