package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of a preview API. Such tests run in a JVM of their own, so that all others run in a JVM as it is started in
 * practice.
 */
@Tag(PreviewNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface PreviewNeeded {
    String TAG = "preview-needed";
}
