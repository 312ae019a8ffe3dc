package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of edges through queues, which there are only with the option {@code queues=edges}.
 * Such tests run in a JVM of their own.
 */
@Tag(QueueEdgesNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface QueueEdgesNeeded {
    String TAG = "queue-edges-needed";
}
