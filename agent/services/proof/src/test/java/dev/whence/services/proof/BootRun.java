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

/** A service of Spring Boot that logs as Spring Boot does by itself, and is asked for a few orders. */
record BootRun(Service service, Jdk jdk, Path folder) {
    private static final List<String> PATHS =
            List.of("/work?", "/async?way=future&", "/async?way=background&", "/async?way=callable&");
    private static final Pattern EVENT = Pattern.compile("(?:begin|priced|end) (\\d)(?!\\d)");

    /**
     * Asks for the orders by the ids "shop-0", "shop-1" and so on.
     *
     * @param arguments those that begin with dashes for the service, the others for the agent
     * @return the ids that the answers tell, in the same order
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
                    .until(() -> events(file()).size() == 3 * PATHS.size() && hasIdled());
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
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("order " + order);
        return answer.headers().firstValue("X-Correlation-ID").orElse("");
    }

    /** The order that a line is of. */
    static Optional<Integer> order(String line) {
        Matcher event = EVENT.matcher(line);
        return event.find() ? Optional.of(Integer.valueOf(event.group(1))) : Optional.empty();
    }

    /** The lines of orders. */
    static List<String> events(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> order(line).isPresent())
                .toList();
    }

    private boolean hasIdled() throws IOException {
        return Files.readString(file()).contains("idle");
    }

    /** What the agent has said after its start. */
    List<String> told() throws IOException {
        return Files.readAllLines(folder.resolve("err")).stream()
                .filter(line -> line.startsWith("whence: "))
                .toList();
    }

    /** What it has logged to the console and to a file. */
    List<Path> logs() {
        return List.of(folder.resolve("out"), file());
    }

    private Path file() {
        return folder.resolve("boot.log");
    }
}
