package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the check of the ids fails without the agent. */
class WithoutAgentIT {
    private static final int REQUESTS = 1000;

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("without the agent no line shows an id")
    @ParameterizedTest
    @MethodSource("jdks")
    void noIds(Jdk jdk, @TempDir Path folder) throws Exception {
        TrialRun trial = TrialRun.withoutAgent(Service.named("Tomcat 10"), jdk, REQUESTS, folder);
        assertThat(trial.unexpected()).as(trial.output()).isEmpty();
        assertThat(trial.check().isComplete()).as(trial.check().toString()).isTrue();
        assertThat(trial.check().hasRightIds()).isFalse();
    }
}
