package dev.whence.services.proof;

import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The results of one run of a service: first a script of requests, and then a load.
 *
 * @param script the responses to the script, by the names of the requests
 * @param responses the responses to the load
 * @param check the check of the log
 * @param took the duration of the load
 * @param output the output of the service
 * @param findings what the agent has found wrong, in the output or the log of the service
 */
record TrialRun(
        Map<String, String> script,
        List<OrderResponse> responses,
        LogCheck check,
        Duration took,
        String output,
        List<String> findings) {
    private static final Pattern FINDING = Pattern.compile("\\b([a-z]+-)+(starvation|cycle|task|running|failure): ");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    static TrialRun withAgent(Service service, Jdk jdk, int requests, Path folder)
            throws IOException, InterruptedException {
        try (RunningService running = RunningService.withAgent(service, jdk, folder)) {
            return of(service, running, requests);
        }
    }

    static TrialRun withoutAgent(Service service, Jdk jdk, int requests, Path folder)
            throws IOException, InterruptedException {
        try (RunningService running = RunningService.withoutAgent(service, jdk, folder)) {
            return of(service, running, requests);
        }
    }

    private static TrialRun of(Service service, RunningService running, int requests)
            throws IOException, InterruptedException {
        Map<String, String> script = Script.play(service, running.port());
        long start = System.nanoTime();
        List<OrderResponse> responses = load(service, running, requests);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        inspect(running);
        return new TrialRun(script, responses, check(responses, running), took, running.output(), findings(running));
    }

    /** Only those that are told of. A program with a service that has been loaded has collected some garbage. */
    private static List<String> findings(RunningService running) throws IOException {
        return Stream.concat(
                        running.output().lines(),
                        Files.readString(running.log()).lines())
                .filter(line -> FINDING.matcher(line).find())
                .toList();
    }

    private static List<OrderResponse> load(Service service, RunningService running, int requests)
            throws InterruptedException {
        try (Load load = new Load(service, running)) {
            return load.send(requests);
        }
    }

    private static void inspect(RunningService running) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(running.uri("/idle")).build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    /** Checks the log. Orders whose clients have aborted may still be running, so this waits for the last lines. */
    private static LogCheck check(List<OrderResponse> responses, RunningService running) throws IOException {
        try {
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> LogCheck.of(responses, running.log()).isComplete());
        } catch (ConditionTimeoutException incomplete) {
            // The following check names the missing lines.
        }
        return LogCheck.of(responses, running.log());
    }

    /** Returns the responses that are not right. */
    List<OrderResponse> unexpected() {
        return responses.stream().filter(response -> !response.expected()).toList();
    }
}
