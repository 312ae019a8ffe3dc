package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of the order of events of several processes, which is believed only if the option {@code trust=all} says so.
 * Such tests run in a JVM of their own.
 */
@Tag(TrustNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface TrustNeeded {
    String TAG = "trust-needed";
}
