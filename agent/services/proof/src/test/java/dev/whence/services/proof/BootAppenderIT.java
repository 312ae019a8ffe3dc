package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of our appender and encoders in Spring Boot, by the {@code logback-spring.xml} of docs/recipes.md. */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("services")
class BootAppenderIT {
    private static final Pattern RECIPE = Pattern.compile("```xml\\n(<configuration>\\n.*?)```", Pattern.DOTALL);
    private static final String TEXT_ENCODER =
            "<encoder class=\"dev.whence.logback.CausalPatternEncoder\">\\s+<charset>.*?</encoder>";

    private final BootRun run;
    private final Path configuration;
    private String recipe = "";

    BootAppenderIT(Service service, Jdk jdk, @TempDir Path folder) {
        run = new BootRun(service, jdk, folder);
        configuration = folder.resolve("logback-spring.xml");
    }

    static Stream<Arguments> services() {
        return Jdks.toTest().stream()
                .flatMap(jdk -> Stream.of(3, 4).map(version -> Arguments.of(Service.bootWithAppender(version), jdk)));
    }

    @BeforeEach
    void read() throws IOException {
        Matcher inDocs = RECIPE.matcher(
                Files.readString(Path.of(System.getProperty("whence.services"), "../../docs/recipes.md")));
        assertThat(inDocs.find()).isTrue();
        recipe = inDocs.group(1);
    }

    @DisplayName(
            "text: each event of a request shows its operation, its task and its predecessors, and the console too")
    @Test
    void text() throws Exception {
        ask(recipe);
        List<String> file = BootRun.events(run.logs().get(1));
        assertThat(file)
                .hasSize(12)
                .allMatch(line -> line.matches(
                        "\\S+ \\S+  INFO \\[shop-(\\d)] [0-9a-f]{2}-\\d+ \\[.*] \\S+ : \\w+ \\1 (<- .+)?"));
        assertThat(file).anyMatch(line -> line.contains(" <- "));
        assertThat(BootRun.events(run.logs().get(0)))
                .hasSize(12)
                .allMatch(line -> line.matches(".* : \\[shop-(\\d)] \\w+ \\1"));
    }

    @DisplayName("JSON: each event of a request is an object with its operation and its task")
    @Test
    void json() throws Exception {
        ask(Pattern.compile(TEXT_ENCODER, Pattern.DOTALL)
                .matcher(recipe)
                .replaceAll("<encoder class=\"dev.whence.logback.CausalJsonEncoder\"/>"));
        assertThat(BootRun.events(run.logs().get(1)))
                .hasSize(12)
                .allMatch(
                        line -> line.matches(
                                "\\{.*\"body\":\"\\w+ (\\d)\".*\"correlation_id\":\"shop-\\1\".*\"task\":\"[0-9a-f]{8}-\\d+\".*}"));
    }

    private void ask(String logback) throws Exception {
        Files.writeString(configuration, logback);
        run.ask("--logging.config=" + configuration);
        assertThat(Files.readString(run.logs().get(0))).doesNotContain("|-ERROR in ");
    }
}
