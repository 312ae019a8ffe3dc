package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the log of Spring Boot with Micrometer Tracing, whose pattern shows the ids of the trace. */
@ParameterizedClass(name = "{0}")
@MethodSource("jdks")
class TracingLogsIT {
    private static final String TRACE = ".* \\[([0-9a-f]{32})-[0-9a-f]{16}] .* : ";

    private final BootRun run;

    TracingLogsIT(Jdk jdk, @TempDir Path folder) {
        run = new BootRun(Service.tracing(), jdk, folder);
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("all lines of a request show its trace, asynchronous ones too, and its correlation besides")
    @Test
    void both() throws Exception {
        run.ask("--management.tracing.sampling.probability=1.0");
        for (Path log : run.logs()) {
            assertThat(BootRun.events(log)).allMatch(line -> line.matches(TRACE + "\\[shop-(\\d)] \\w+ \\2"));
            assertOneTraceForEachOrder(log);
        }
    }

    @DisplayName("with ids.mdc=traceId the trace is the correlation, is in the response, and is shown once")
    @Test
    void joined() throws Exception {
        List<String> ids = run.ask("ids.mdc=traceId");
        for (Path log : run.logs()) {
            assertThat(BootRun.events(log)).allSatisfy(line -> {
                assertThat(line).matches(TRACE + "(begin|priced|end) \\d");
                assertThat(trace(line)).isEqualTo(ids.get(BootRun.order(line).orElseThrow()));
            });
        }
    }

    private static void assertOneTraceForEachOrder(Path log) throws IOException {
        List<String> events = BootRun.events(log);
        long orders = events.stream().map(BootRun::order).distinct().count();
        assertThat(events.stream().map(TracingLogsIT::trace).distinct()).hasSize((int) orders);
    }

    private static String trace(String line) {
        return line.replaceFirst(TRACE + ".*", "$1");
    }
}
