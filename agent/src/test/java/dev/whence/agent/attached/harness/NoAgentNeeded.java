package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of something that the agent must leave as it is: it passes without the agent, too. All other tests must fail
 * without the agent, which proves that they can fail.
 */
@Tag(NoAgentNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface NoAgentNeeded {
    String TAG = "no-agent-needed";
}
