package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A test of what is so only if nobody makes spans: else these give calls a correlation, and a trace of their own. */
@DisabledIfSystemProperty(
        named = NoTracingNeeded.PROPERTY,
        matches = "true",
        disabledReason = "Another agent makes spans")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface NoTracingNeeded {
    String PROPERTY = "whence.traced";
}
