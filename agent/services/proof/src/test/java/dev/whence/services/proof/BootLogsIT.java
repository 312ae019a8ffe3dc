package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the log of Spring Boot, by logback and by Log4j 2, to the console and to a file, with no configuration but the
 * agent.
 */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("services")
class BootLogsIT {
    private static final String BETTER = "logging.pattern.correlation=[%X{correlationId}] ";

    private final BootRun run;

    BootLogsIT(Service service, Jdk jdk, @TempDir Path folder) {
        run = new BootRun(service, jdk, folder);
    }

    static Stream<Arguments> services() {
        return Jdks.toTest().stream().flatMap(jdk -> Stream.of(Service.boot(3), Service.boot(4), Service.log4j())
                .map(service -> Arguments.of(service, jdk)));
    }

    @DisplayName("the id stands before the message of each line of a request, and the user is told what is better")
    @Test
    void plain() throws Exception {
        run.ask();
        for (Path log : run.logs()) {
            assertThat(events(log)).allMatch(line -> line.matches(".* : \\[shop-(\\d)] \\w+ \\1"));
            assertThat(Files.readAllLines(log))
                    .anyMatch(line -> line.endsWith(" : idle"))
                    .anyMatch(line -> line.contains(" : Started SpringService in "));
        }
        assertThat(run.agentMessages()).singleElement().asString().contains("logs=off", BETTER);
    }

    @DisplayName("a pattern that shows the id stays as it is, and nothing is told")
    @Test
    void shown() throws Exception {
        run.ask("--" + BETTER);
        for (Path log : run.logs()) {
            assertThat(events(log)).allMatch(line -> line.matches(".*] \\[shop-(\\d)] \\S+ +: \\w+ \\1"));
        }
        assertThat(run.agentMessages()).isEmpty();
    }

    @DisplayName("structured lines have the id and the stamp as fields, and their messages stay as they are")
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "ecs, correlationId, `causal\":{\"hlc\":\"`, `\"after\":[\"`",
                "logstash, correlationId, `causal\":{\"hlc\":\"`, `\"after\":[\"`",
                "gelf, _correlationId, `_causal_hlc\":\"`, `\"_causal_after\":\"`"
            })
    void structured(String format, String field, String stamp, String predecessors) throws Exception {
        run.ask("--logging.structured.format.console=" + format, "--logging.structured.format.file=" + format);
        for (Path log : run.logs()) {
            assertThat(events(log))
                    .allMatch(line -> line.contains("\"" + field + "\":\"shop-"))
                    .allMatch(line -> line.contains("\"" + stamp))
                    .anyMatch(line -> line.contains(predecessors))
                    .allMatch(line -> line.matches(".*\":\"(begin|priced|end) \\d\".*"));
        }
        assertThat(run.agentMessages()).isEmpty();
    }

    @DisplayName("logs=off leaves all patterns alone")
    @Test
    void off() throws Exception {
        run.ask("logs=off");
        for (Path log : run.logs()) {
            assertThat(Files.readString(log)).contains(" : begin 0", " : end 0").doesNotContain("shop-0");
        }
        assertThat(run.agentMessages()).isEmpty();
    }

    @DisplayName("logs=off, and an exclusion by Spring Boot, leave the stamp out of structured lines")
    @ParameterizedTest
    @ValueSource(strings = {"logs=off", "--logging.structured.json.exclude=causal"})
    void withoutStamp(String option) throws Exception {
        run.ask(option, "--logging.structured.format.file=ecs");
        assertThat(Files.readString(run.logs().get(1))).contains("begin 0").doesNotContain("causal");
    }

    /** Returns the lines of orders, and checks that each shows the id of its order exactly once. */
    private static List<String> events(Path log) throws IOException {
        List<String> events = BootRun.events(log);
        assertThat(events).allSatisfy(line -> {
            assertThat(line.split("shop-", -1)).hasSize(2);
            assertThat(line).contains("shop-" + BootRun.order(line).orElseThrow());
        });
        return events;
    }
}
