package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test for which the agent takes correlations from the MDC, where the key is {@code requestId}. */
@Tag(MdcIdNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface MdcIdNeeded {
    String TAG = "mdc-id-needed";
}
