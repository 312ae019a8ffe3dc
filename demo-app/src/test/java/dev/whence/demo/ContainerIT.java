package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the containers of examples/container run, without containers and on free ports. */
@Tag("full")
class ContainerIT {
    private static final Path EXAMPLE = Path.of("../examples/container");

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final int shop = freePort();
    private final int bank = freePort();

    ContainerIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @DisplayName("both services log an order with its ID")
    @Test
    void order() throws Exception {
        Path atBank = start("bank");
        DemoRun.await(() -> Files.readString(atBank).contains(":" + bank));
        Path atShop = start("shop");
        DemoRun.await(() -> Files.readString(atShop).contains("Ctrl-C"));
        assertThat(ordered().statusCode()).as(Files.readString(atShop)).isEqualTo(201);
        DemoRun.await(() -> Files.readString(atShop).contains("order paid"));
        assertThat(atShop).content().containsPattern("hooks on: (\\d+)/\\1").contains("[order-7780]");
        assertThat(atBank).content().containsPattern("\\[order-7780] .*checking card");
    }

    /** Starts a service of the compose file. Returns the file with its output. */
    private Path start(String service) throws IOException {
        Path output = folder.resolve(service);
        String compose = Files.readString(EXAMPLE.resolve("compose.yaml"));
        List<String> command = words(find("  " + service + ":\n(?: {4}.*\n)*? {4}command: (\\[.*])", compose));
        String image = Files.readString(EXAMPLE.resolve("Dockerfile"));
        List<String> all = words(find("ENTRYPOINT (\\[.*])", image));
        all.addAll(command);
        all.replaceAll(word -> word.replace("8080", "" + shop).replace("8081", "" + bank));
        all.replaceAll(this::outside);
        all.set(0, DemoRun.jdks().iterator().next().java().toString());
        ProcessBuilder builder = DemoRun.process(all).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_TOOL_OPTIONS", outside(find("ENV JAVA_TOOL_OPTIONS=(.*)", image)));
        processes.add(builder.start());
        return output;
    }

    private String outside(String inContainer) {
        return inContainer
                .replace("/app/whence-agent.jar", DemoRun.jar("whence.agent"))
                .replace("/app/whence-demo.jar", DemoRun.jar("whence.demo"));
    }

    private HttpResponse<String> ordered() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop + "/orders"))
                .header("X-Correlation-ID", "order-7780")
                .POST(BodyPublishers.ofString("{\"id\":7780,\"item\":\"lamp\",\"quantity\":2,\"card\":\"4111-1111\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static List<String> words(String json) throws IOException {
        return new ArrayList<>(List.of(new ObjectMapper().readValue(json, String[].class)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
