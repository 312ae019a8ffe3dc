package dev.whence.services.proof;

import dev.whence.agent.attached.harness.CensusAgent;
import dev.whence.agent.attached.harness.CensusReport;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a dump sees nearly all futures of a Spring Boot service under load that something depends on. */
class CompleteServiceIT {
    private static final Service SERVICE = Service.boot(3);
    private static final int REQUESTS = 500;

    static Stream<Jdk> jdks() {
        return Jdks.toTest().stream();
    }

    @DisplayName("at least 99 of 100 futures with dependents or waiting threads are seen")
    @ParameterizedTest
    @MethodSource("jdks")
    void seen(Jdk jdk, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("census");
        try (RunningService running = RunningService.start(
                        SERVICE.process(jdk, folder.resolve("log"))
                                .agent("quiet=true")
                                .options(CensusAgent.option(folder, file)),
                        folder);
                Load load = new Load(SERVICE, running)) {
            CompletableFuture<CensusReport> report =
                    CompletableFuture.supplyAsync(() -> CensusReport.of(running.process(), jdk, file));
            while (!report.isDone()) {
                load.send(REQUESTS);
            }
            report.join().check(SERVICE + " on " + jdk);
        }
    }
}
