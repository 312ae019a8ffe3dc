package dev.whence.stores;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The queries for Elasticsearch, in a server of the release that the pom names, in a JVM of its own. */
class ElasticsearchTest {
    /** What only the tests need: the server refuses to start if two jars have the same class. */
    private static final Pattern ONLY_OURS = Pattern.compile("jackson|log-reader/target");

    private final Path folder;

    ElasticsearchTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("Elasticsearch answers as the page says")
    @Test
    @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
    void answers() throws Exception {
        Process server = start();
        try {
            QueriesPage.check("elasticsearch", new Elasticsearch(address(server)));
        } finally {
            server.getOutputStream().close();
            if (!server.waitFor(1, TimeUnit.MINUTES)) {
                server.destroyForcibly();
            }
        }
    }

    private Process start() throws IOException {
        List<String> jars = new ArrayList<>();
        List<String> module = new ArrayList<>();
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> !ONLY_OURS.matcher(entry).find())
                .forEach(entry -> (entry.contains("netty") ? module : jars).add(entry));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                String.join(File.pathSeparator, jars),
                ElasticsearchMain.class.getName(),
                folder.toString()));
        command.addAll(module);
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String address(Process server) throws IOException {
        BufferedReader out = server.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("address ")) {
                return "http://" + line.substring("address ".length());
            }
        }
        throw new IOException("no server: " + Files.readString(folder.resolve("err")));
    }

    private static final class Elasticsearch implements Store {
        private static final ObjectMapper JSON = new ObjectMapper();

        /** Each element of an array is on a line of its own. */
        private static final DefaultPrettyPrinter LINES = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter())
                .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

        private final HttpClient client = HttpClient.newHttpClient();
        private final String address;

        Elasticsearch(String address) {
            this.address = address;
        }

        /** What jq does in the page. */
        @Override
        public void load(String command, Path file) throws Exception {
            StringBuilder bulk = new StringBuilder();
            for (String line : Files.readAllLines(file)) {
                JsonNode causal = JSON.readTree(line).path("causal");
                if (causal.has("n")) {
                    String id = causal.path("task").asText() + ":"
                            + causal.path("n").asInt();
                    bulk.append("{\"index\":{\"_id\":\"").append(id).append("\"}}\n");
                    bulk.append(line).append('\n');
                }
            }
            JsonNode answer = send("POST", "/logs/_bulk?refresh=true", bulk.toString());
            if (answer.path("errors").asBoolean(true)) {
                throw new IOException(answer.toString());
            }
        }

        /** The first line has method and path, as in Elastic's console. */
        @Override
        public String ask(String query) throws Exception {
            int end = query.indexOf('\n');
            int space = query.indexOf(' ');
            JsonNode answer =
                    send(query.substring(0, space), query.substring(space + 1, end), query.substring(end + 1));
            return JSON.writer(LINES).writeValueAsString(answer) + "\n";
        }

        private JsonNode send(String method, String path, String body) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("Content-Type", path.contains("_bulk") ? "application/x-ndjson" : "application/json")
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        }
    }
}
