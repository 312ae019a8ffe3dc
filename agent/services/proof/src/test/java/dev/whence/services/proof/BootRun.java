package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A run of a Spring Boot service with the default log of Spring Boot, and with a few orders. */
record BootRun(Service service, Jdk jdk, Path folder) {
    private static final List<String> PATHS =
            List.of("/work?", "/async?way=future&", "/async?way=background&", "/async?way=callable&");
    private static final Pattern EVENT = Pattern.compile("(?:begin|priced|end) (\\d)(?!\\d)");

    /**
     * Sends orders with the correlation ids "shop-0", "shop-1" and so on.
     *
     * @param arguments arguments of the service, which begin with dashes, and options of the agent
     * @return the correlation ids of the responses, in the sequence of the orders
     */
    List<String> ask(String... arguments) throws Exception {
        try (RunningService running = RunningService.start(
                service.plainProcess(jdk, file())
                        .agent(arguments(arguments, false))
                        .arguments("--logging.file.name=" + file())
                        .arguments(arguments(arguments, true)),
                folder)) {
            List<String> ids = new ArrayList<>();
            for (int order = 0; order < PATHS.size(); order++) {
                ids.add(ask(running, order));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> events(file()).size() == 3 * PATHS.size() && hasLoggedIdle());
            return ids;
        }
    }

    private static String[] arguments(String[] all, boolean ofService) {
        return Arrays.stream(all)
                .filter(argument -> argument.startsWith("--") == ofService)
                .toArray(String[]::new);
    }

    private static String ask(RunningService running, int order) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(running.uri(PATHS.get(order) + "order=" + order))
                .header("X-Correlation-ID", "shop-" + order)
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("order " + order);
        return response.headers().firstValue("X-Correlation-ID").orElse("");
    }

    /** Returns the order of a line, if it has one. */
    static Optional<Integer> order(String line) {
        Matcher event = EVENT.matcher(line);
        return event.find() ? Optional.of(Integer.valueOf(event.group(1))) : Optional.empty();
    }

    /** Returns the lines of orders. */
    static List<String> events(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> order(line).isPresent())
                .toList();
    }

    private boolean hasLoggedIdle() throws IOException {
        return Files.readString(file()).contains("idle");
    }

    /** Returns the messages that the agent has printed after its start. */
    List<String> agentMessages() throws IOException {
        return Files.readAllLines(folder.resolve("err")).stream()
                .filter(line -> line.startsWith("whence: "))
                .toList();
    }

    /** Returns the logs of the service: the console and the file. */
    List<Path> logs() {
        return List.of(folder.resolve("out"), file());
    }

    private Path file() {
        return folder.resolve("boot.log");
    }
}
