package dev.whence.services.proof;

import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What was seen of one service: the answers to the script, first of all, and then a load.
 *
 * @param output what it printed
 */
record Trial(Map<String, String> script, List<Answer> answers, LogCheck check, Duration took, String output) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static Trial withAgent(Service service, Jdk jdk, int requests, Path folder)
            throws IOException, InterruptedException {
        try (RunningService running = RunningService.withAgent(service, jdk, folder)) {
            return of(service, running, requests);
        }
    }

    static Trial withoutAgent(Service service, Jdk jdk, int requests, Path folder)
            throws IOException, InterruptedException {
        try (RunningService running = RunningService.withoutAgent(service, jdk, folder)) {
            return of(service, running, requests);
        }
    }

    private static Trial of(Service service, RunningService running, int requests)
            throws IOException, InterruptedException {
        Map<String, String> script = Script.play(service, running.port());
        long start = System.nanoTime();
        List<Answer> answers = load(service, running, requests);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        inspect(running);
        return new Trial(script, answers, check(answers, running), took, running.output());
    }

    private static List<Answer> load(Service service, RunningService running, int requests)
            throws InterruptedException {
        try (Load load = new Load(service, running)) {
            return load.send(requests);
        }
    }

    private static void inspect(RunningService running) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(running.uri("/idle")).build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    /** Orders whose clients have gone may take a little longer. */
    private static LogCheck check(List<Answer> answers, RunningService running) throws IOException {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> LogCheck.of(answers, running.log()).isComplete());
        } catch (ConditionTimeoutException incomplete) {
            // The check that follows says what is missing.
        }
        return LogCheck.of(answers, running.log());
    }

    /** The answers that are not what the service should say. */
    List<Answer> unexpected() {
        return answers.stream().filter(answer -> !answer.expected()).toList();
    }
}
