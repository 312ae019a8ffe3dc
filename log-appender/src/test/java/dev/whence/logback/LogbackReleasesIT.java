package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the appender, the encoders and the pattern words with releases of logback, each in a JVM of its own. */
@ParameterizedClass
@ValueSource(strings = {"1.3", "1.5.18", "newest 1.5", "1.6"})
class LogbackReleasesIT {
    private static final String ID = "[0-9a-f]{2}-\\d+";

    private final String release;
    private final Path folder;

    LogbackReleasesIT(String release, @TempDir Path folder) {
        this.release = release;
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource
    void textIsInRecords(ReleaseProgram.Configuration configuration) throws Exception {
        run(configuration);
        List<List<String>> records = CausalPatternEncoderFixture.records(Files.readString(folder.resolve("text.log")));
        assertThat(records).hasSize(4);
        assertThat(records.get(0)).containsExactly("INFO logEvents u\\n1 first\\nline");
        assertThat(records.get(1))
                .startsWith("ERROR logEvents u\\n1 second", "\tjava.lang.IllegalStateException: a\\n\\tat evil")
                .contains("\tCaused by: java.lang.Error: b")
                .anyMatch(line -> line.startsWith("\tat dev.whence.logback.ReleaseProgram."));
        assertThat(records.get(2)).containsExactly("INFO toString u\\n1 within");
        assertThat(records.get(3)).containsExactly("INFO logEvents u\\n1 third");
    }

    @ParameterizedTest
    @EnumSource
    void jsonIsInCausalOrder(ReleaseProgram.Configuration configuration) throws Exception {
        run(configuration);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("json.log"))) {
            lines.add(new JsonMapper().readTree(line));
        }
        assertThat(lines).as("a header and four events").hasSize(5);
        assertThat(lines.get(0).at("/causal/kind").asText()).isEqualTo("header");
        assertThat(lines.get(1).get("body").asText()).isEqualTo("first\nline");
        assertThat(lines.get(1).get("service.name").asText()).isEqualTo("shop");
        assertThat(lines.get(2).get("correlation_id").asText()).isEqualTo("order-1");
        assertThat(lines.get(2).get("exception.stacktrace").asText()).contains("Caused by: java.lang.Error: b");
        assertThat(lines.get(3).get("body").asText()).isEqualTo("within");
        assertThat(lines.get(4).get("body").asText()).isEqualTo("third");
        JsonNode first = lines.get(1).get("causal");
        assertThat(lines.get(2).get("causal").get("after").get(0).asText())
                .isEqualTo(first.get("task").asText() + ":" + first.get("n").asText());
    }

    @ParameterizedTest
    @EnumSource(names = "JORAN")
    void wordsAreKnown(ReleaseProgram.Configuration configuration) throws Exception {
        run(configuration);
        List<String> lines = Files.readAllLines(folder.resolve("words.log"));
        assertThat(lines.get(0)).matches("\\[order-1] " + ID + " [0-9a-f]{16}  first");
        assertThat(lines.get(2)).matches("\\[order-1] " + ID + " [0-9a-f]{16} <- " + ID + ":1 second");
        assertThat(lines.get(3)).startsWith("\tat ");
    }

    private void run(ReleaseProgram.Configuration configuration) throws Exception {
        Path out = folder.resolve("out");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        logback() + System.getProperty("java.class.path"),
                        ReleaseProgram.class.getName(),
                        configuration.name(),
                        folder.toString(),
                        release.equals("1.3") ? "converterClass" : "class")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(program.waitFor()).as(Files.readString(out)).isZero();
        assertThat(Files.readAllLines(out))
                .as("the jar, and no status message")
                .singleElement()
                .asString()
                .contains("logback-classic-" + release.replace("newest ", ""));
    }

    /** Returns what comes first on the class path. The newest 1.5 is there anyway. */
    private String logback() {
        if (release.startsWith("newest")) {
            return "";
        }
        StringBuilder jars = new StringBuilder();
        for (String module : List.of("classic", "core")) {
            Path jar = Path.of(System.getProperty("whence.logback"), "logback-" + module + "-" + release + ".jar");
            jars.append(jar).append(File.pathSeparator);
        }
        return jars.toString();
    }
}
