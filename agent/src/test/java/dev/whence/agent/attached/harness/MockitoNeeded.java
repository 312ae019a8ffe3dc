package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A test that makes mocks with Mockito, whose agent is there. */
@EnabledIfSystemProperty(named = MockitoNeeded.PROPERTY, matches = "true", disabledReason = "Mockito is not there")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface MockitoNeeded {
    String PROPERTY = "whence.mockito";
}
