package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of what happens to OpenTelemetry's context. Such tests run in a JVM of their own, with the option
 * {@code otel=registrar}, which counts beside OpenTelemetry's own agent, and with OpenTelemetry's strict checks.
 */
@Tag(RegistrarsContextNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RegistrarsContextNeeded {
    String TAG = "registrars-context-needed";
}
