package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dump of a Spring Boot service that hangs, as docs/live.md shows it. With {@code -Dwhence.docs=write} the test writes
 * it there.
 */
class HangingServiceIT {
    private static final int REQUESTS = 40;

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```\\n\\$ java -jar whence-agent.jar dump orders\\n(.*?)^```$");

    private final Jdk jdk = Jdks.newest();

    @DisplayName("all threads of the pool wait for work that is queued behind them")
    @Test
    void starved(@TempDir Path folder) throws Exception {
        Service service = Service.boot(3);
        try (RunningService running = RunningService.start(
                service.process(jdk, folder.resolve("log")).agent("quiet=true", "stacks=full"), folder)) {
            List<CompletableFuture<?>> unanswered = hang(running);
            String dump = Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> dump(running), text -> text.contains("16 alike") && text.contains("24 alike"));
            assertThat(unanswered).noneMatch(CompletableFuture::isDone);
            assertThat(orders(dump)).isEqualTo(orders(shown(dump)));
        }
    }

    private static List<CompletableFuture<?>> hang(RunningService running) {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<?>> responses = new ArrayList<>();
        for (int order = 1; order <= REQUESTS; order++) {
            HttpRequest request = HttpRequest.newBuilder(running.uri("/nested?order=" + order))
                    .header(CorrelationHeaders.HEADER, "order-" + order)
                    .build();
            responses.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        return responses;
    }

    private String dump(RunningService running) {
        return JavaProcess.java(jdk)
                .environment("LC_ALL", "C.UTF-8")
                .arguments(
                        "-jar",
                        JavaProcess.agentJar().toString(),
                        "dump",
                        "" + running.process().pid())
                .run()
                .out();
    }

    /** Returns what the page shows, which is the dump if it is to be written. */
    private static String shown(String dump) throws IOException {
        Path file = Path.of(System.getProperty("whence.services"), "../../docs/live.md");
        String page = Files.readString(file);
        Matcher block = BLOCK.matcher(page);
        assertThat(block.find()).isTrue();
        if (System.getProperty("whence.docs", "").equals("write")) {
            Files.writeString(file, new StringBuilder(page).replace(block.start(1), block.end(1), withoutFolder(dump)));
        }
        return block.group(1);
    }

    /** The first line names the jar, whose folder is another one on each machine. */
    private static String withoutFolder(String dump) {
        return dump.replaceFirst(" \\S*/(\\S+), .*", " $1, ...");
    }

    /** Returns the trees of orders without what differs from run to run. */
    private static List<String> orders(String dump) {
        return Arrays.stream(dump.split("\n\n", -1))
                .filter(tree -> tree.contains(" alike: order-"))
                .map(tree -> tree.replaceAll("order-.*", "").replaceAll("-\\d+ waits|at \\d+| for [0-9.]+s", ""))
                .toList();
    }
}
