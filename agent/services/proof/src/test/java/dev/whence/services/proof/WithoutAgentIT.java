package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the check of the ids fails without the agent. */
class WithoutAgentIT {
    private static final int REQUESTS = 1000;

    @DisplayName("without the agent no line shows an id")
    @Test
    void noIds(@TempDir Path folder) throws Exception {
        TrialRun trial = TrialRun.withoutAgent(Service.named("Tomcat 10"), Jdks.newest(), REQUESTS, folder);
        assertThat(trial.unexpected()).as(trial.output()).isEmpty();
        assertThat(trial.check().isComplete()).as(trial.check().toString()).isTrue();
        assertThat(trial.check().hasRightIds()).isFalse();
    }
}
