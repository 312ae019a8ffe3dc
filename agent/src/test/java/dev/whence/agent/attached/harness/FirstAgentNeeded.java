package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * A test of what is so only if no other agent has used executors before ours: else workers and queues have no place for the
 * task of a runnable, and one that waits twice runs in none; nor have futures for who completed them.
 */
@DisabledIfSystemProperty(
        named = FirstAgentNeeded.PROPERTY,
        matches = "true",
        disabledReason = "Another agent comes before ours")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface FirstAgentNeeded {
    String PROPERTY = "whence.notFirst";
}
