package dev.whence.log.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merged logs as JSON. */
class JsonRenderingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    JsonRenderingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("a foreign line of JSON keeps its fields as they are, and has the mark behind them, once")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1, \"b\":[{}] }",
                "{\"a\":1.50,\"a\":2}",
                "{}",
                "{ } ",
                "{\"causal\":\"of somebody else\"}",
                "{\"causal\":{},\"causal_2\":\"}\"}",
                "{\"a\":{\"causal\":{\"kind\":\"foreign\",\"b\":1}}}"
            })
    void foreignJson(String line) throws IOException {
        String marked = merged(List.of(line)).get(0);
        assertThat(marked).startsWith(line.substring(0, line.lastIndexOf('}')));
        JsonNode json = JSON.readTree(marked);
        assertThat(json.size()).isEqualTo(JSON.readTree(line).size() + 1);
        List<JsonNode> marks = json.properties().stream()
                .filter(field -> field.getKey().startsWith("causal"))
                .map(field -> field.getValue())
                .filter(mark -> mark.path("kind").asText().equals("foreign"))
                .toList();
        assertThat(marks).hasSize(1);
        assertThat(marks.get(0).path("file").asText()).isEqualTo("log");
        assertThat(marks.get(0).path("line").asInt()).isEqualTo(1);
        assertThat(merged(List.of(marked))).containsExactly(marked);
    }

    @DisplayName("damaged JSON and text are the body of a marked line, and events stay as they are")
    @Test
    void others() throws IOException {
        String event = "{\"body\":\"b\",\"causal\":{\"hlc\":\"660d356aa30bf000\",\"task\":\"aa-1\",\"n\":1}}";
        List<String> merged = merged(List.of(event, "{\"a\":", "some text"));
        assertThat(merged).hasSize(3).first().isEqualTo(event);
        for (int i = 1; i < 3; i++) {
            JsonNode json = JSON.readTree(merged.get(i));
            assertThat(json.path("causal").path("kind").asText()).isEqualTo("foreign");
            assertThat(json.path("causal").path("line").asInt()).isEqualTo(i + 1);
            assertThat(json.path("body").asText()).isEqualTo(i == 1 ? "{\"a\":" : "some text");
        }
    }

    private List<String> merged(List<String> lines) throws IOException {
        Path file = Files.write(folder.resolve("log"), lines);
        LogFiles files = LogFiles.of(List.of(new LogFile("log", file)), (extent, name, line, what) -> {});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CausalMerge(files, new JsonRendering(), bytes -> {}, 1 << 20).run(out::write);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
