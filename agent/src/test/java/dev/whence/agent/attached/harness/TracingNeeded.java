package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test with an OpenTelemetry SDK. Such tests run in a JVM of their own: where spans are made, others hand on traces. */
@Tag(TracingNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface TracingNeeded {
    String TAG = "tracing-needed";
}
