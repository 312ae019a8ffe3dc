package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every service with the agent on every JDK, with thousands of requests, some of them aborted. */
@Order(1)
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("services")
class ServicesIT {
    private static final int REQUESTS = Integer.getInteger("whence.services.requests", 3_000);

    private static Map<String, String> plain;
    private static TrialRun trial;

    private final Service service;

    /** Creates the test of a service. All tests share the results of {@link #tryIt}. */
    ServicesIT(Service service, Jdk jdk) {
        this.service = service;
    }

    static Stream<Arguments> services() {
        return Jdks.toTest().stream().flatMap(jdk -> Service.wanted()
                .filter(service -> service.isTestedOn(jdk))
                .map(service -> Arguments.of(service, jdk)));
    }

    @BeforeParameterizedClassInvocation
    static void tryIt(Service service, Jdk jdk, @TempDir Path folder) throws Exception {
        try (RunningService running = RunningService.withoutAgent(service, jdk, folder.resolve("without"))) {
            plain = Script.play(service, running.port());
        }
        trial = TrialRun.withAgent(service, jdk, REQUESTS, folder.resolve("with"));
        System.out.println(service + " on " + jdk + ": " + REQUESTS + " requests in "
                + trial.took().toMillis() + " ms");
    }

    @DisplayName(
            "responses to valid and invalid requests are the same as without the agent, except for stitched stack traces")
    @Test
    void sameAnswers() {
        Map<String, String> responses = Script.comparable(trial.script());
        SoftAssertions.assertSoftly(softly -> Script.comparable(plain)
                .forEach((request, response) ->
                        softly.assertThat(responses.get(request)).as(request).isEqualTo(response)));
    }

    @DisplayName("every response is right, and every line is logged once")
    @Test
    void nothingIsLost() {
        assertThat(trial.unexpected()).as(trial.output()).isEmpty();
        assertThat(trial.check().isComplete()).as(trial.check().toString()).isTrue();
    }

    @DisplayName("every line has the id of the response, and lines of idle threads have none")
    @Test
    void ids() {
        assertThat(trial.check().hasRightIds()).as(trial.check().toString()).isTrue();
        assertThat(trial.check().scheduledRuns() > 0).isEqualTo(service.schedules());
    }

    @DisplayName("each response of the service has one valid id")
    @Test
    void idsInScript() {
        assertThat(trial.script()).allSatisfy((request, response) -> assertThat(Script.ids(response))
                .as(request + ": " + response)
                .allMatch(id -> id.matches("[A-Za-z0-9._:+/=@-]{1,128}"))
                .hasSizeLessThanOrEqualTo(request.startsWith("two on") ? 2 : 1));
    }

    @DisplayName("nothing is found wrong with the service, whose clients drop connections")
    @Test
    void noFindings() {
        assertThat(trial.findings()).as(trial.output()).isEmpty();
    }
}
