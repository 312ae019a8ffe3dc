package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each kind of fault is found, and that a log without faults is accepted. */
class LogCheckTest {
    private static final String NEW_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Path folder;

    private final List<OrderResponse> responses = new ArrayList<>(List.of(
            new OrderResponse(50, Route.WORK, CorrelationHeaders.CORRELATION_ID, 200, List.of("load-50"), true),
            new OrderResponse(51, Route.FAIL, CorrelationHeaders.NONE, 500, List.of(NEW_ID), true),
            new OrderResponse(52, Route.SLOW_ABORTED, CorrelationHeaders.REQUEST_ID, 0, List.of(), true)));

    private final List<String> log = new ArrayList<>(List.of(
            "[] [main] started",
            "[load-50] [server-1] begin 50",
            "[" + NEW_ID + "] [server-2] begin 51",
            "[" + NEW_ID + "] [server-2] failed: /fail?order=51",
            "[load-50] [pricing-1] priced 50",
            "[load-52] [server-2] begin 52",
            "[] [pricing-1] idle",
            "[0af7651916cd43dd8448eb211c80319c] [scheduling-1] run 1",
            "[0af7651916cd43dd8448eb211c80319c] [pricing-1] run 1",
            "[load-50] [server-1] end 50",
            "[load-52] [server-2] end 52",
            "[] [housekeeping] inspected"));

    LogCheckTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void acceptsALogInWhichAllIsRight() throws IOException {
        assertThat(check().isComplete()).as(check().toString()).isTrue();
        assertThat(check().hasRightIds()).as(check().toString()).isTrue();
    }

    @Test
    void findsAMissingLine() throws IOException {
        log.remove("[load-50] [pricing-1] priced 50");
        assertIncomplete("1 missing", "priced of WORK 50");
    }

    @Test
    void findsADoubledLine() throws IOException {
        log.add("[load-50] [server-1] end 50");
        assertIncomplete("1 duplicate or unknown", "end 50");
    }

    @Test
    void findsALineOfAnOrderThatNobodySent() throws IOException {
        log.add("[load-7] [server-1] begin 7");
        assertIncomplete("1 duplicate or unknown", "begin 7");
    }

    @Test
    void findsThatTheThreadsWereNotInspected() throws IOException {
        log.remove("[] [housekeeping] inspected");
        assertIncomplete("not inspected");
    }

    @Test
    void findsALineWithoutAnId() throws IOException {
        log.set(4, "[] [pricing-1] priced 50");
        assertWrongId("1 without an id", "priced 50");
    }

    @Test
    void findsALineWithTheIdOfAnotherOrder() throws IOException {
        log.set(4, "[" + NEW_ID + "] [pricing-1] priced 50");
        assertWrongId("1 with another id", "priced 50 [" + NEW_ID + "], not [load-50]");
    }

    @Test
    void findsALineOfTheServerWithTheIdOfAnotherOrder() throws IOException {
        log.set(3, "[load-50] [server-2] failed: /fail?order=51");
        assertWrongId("1 with another id", "failed: /fail?order=51 [load-50]");
    }

    @Test
    void findsLinesWithDifferentIdsWithoutAnAnswer() throws IOException {
        log.set(10, "[" + NEW_ID + "] [server-2] end 52");
        assertWrongId("1 with another id", "end 52 [" + NEW_ID + "], not [load-52]");
    }

    @Test
    void findsAnIdThatIsNotTheOneThatWasAskedFor() throws IOException {
        responses.set(0, new OrderResponse(50, Route.WORK, CorrelationHeaders.LONGEST, 200, List.of("load-50"), true));
        assertWrongId("1 orders with another id than requested", "WORK 50 (LONGEST)");
    }

    @Test
    void findsAnInvalidIdThatWasAdopted() throws IOException {
        responses.set(0, new OrderResponse(50, Route.WORK, CorrelationHeaders.SPACES, 200, List.of("load-50"), true));
        assertWrongId("1 orders with another id than requested", "WORK 50 (SPACES)");
    }

    @Test
    void findsAnAnswerWithoutAnId() throws IOException {
        responses.set(0, new OrderResponse(50, Route.WORK, CorrelationHeaders.CORRELATION_ID, 200, List.of(), true));
        assertWrongId("1 responses without exactly one id", "WORK 50");
    }

    @Test
    void findsAnAnswerWithTwoIds() throws IOException {
        responses.set(
                0,
                new OrderResponse(
                        50, Route.WORK, CorrelationHeaders.CORRELATION_ID, 200, List.of("load-50", "load-50"), true));
        assertWrongId("1 responses without exactly one id", "WORK 50");
    }

    @Test
    void findsTwoOrdersWithOneId() throws IOException {
        responses.set(2, new OrderResponse(52, Route.SLOW_ABORTED, CorrelationHeaders.NONE, 0, List.of(), true));
        log.replaceAll(line -> line.replace("load-52", NEW_ID));
        assertWrongId("1 orders with the id of another", NEW_ID);
    }

    @Test
    void findsAJobWithAnId() throws IOException {
        log.set(6, "[load-50] [pricing-1] idle");
        assertWrongId("1 jobs with an id", "idle on pricing-1 [load-50]");
    }

    @Test
    void findsALineOfAScheduledRunWithoutItsId() throws IOException {
        log.set(8, "[" + NEW_ID + "] [pricing-1] run 1");
        assertWrongId("1 lines of scheduled runs without the id", "run 1 [" + NEW_ID + "]");
    }

    @Test
    void findsTwoScheduledRunsWithOneId() throws IOException {
        log.add("[0af7651916cd43dd8448eb211c80319c] [scheduling-1] run 2");
        assertWrongId("1 orders with the id of another", "run");
    }

    private void assertIncomplete(String... faults) throws IOException {
        assertThat(check().isComplete()).isFalse();
        assertThat(check().toString()).contains(faults);
    }

    private void assertWrongId(String... faults) throws IOException {
        assertThat(check().isComplete()).isTrue();
        assertThat(check().hasRightIds()).isFalse();
        assertThat(check().toString()).contains(faults);
    }

    private LogCheck check() throws IOException {
        return LogCheck.of(responses, Files.write(folder.resolve("log"), log));
    }
}
