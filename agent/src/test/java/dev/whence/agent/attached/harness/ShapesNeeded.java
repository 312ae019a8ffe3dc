package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A test that does what an agent does, with the instrumentation of {@link ShapeAgent}. */
@EnabledIfSystemProperty(
        named = ShapesNeeded.PROPERTY,
        matches = "true",
        disabledReason = "The agent that changes shapes is not there")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ShapesNeeded {
    String PROPERTY = "whence.shapes";
}
