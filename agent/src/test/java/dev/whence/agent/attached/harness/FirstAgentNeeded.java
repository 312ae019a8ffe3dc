package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * A test of what is so only if nobody has used executors before the agent came, neither another agent nor the program:
 * else workers and queues have no place for the task of a runnable, and one that waits twice runs in none.
 */
@DisabledIfSystemProperty(
        named = FirstAgentNeeded.PROPERTY,
        matches = "true",
        disabledReason = "Executors were used before the agent came")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface FirstAgentNeeded {
    String PROPERTY = "whence.notFirst";
}
