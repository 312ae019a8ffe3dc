package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test in a JVM whose common pool has a parallelism of 1, as on a machine with one or two processors. */
@Tag(NoParallelismNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface NoParallelismNeeded {
    String TAG = "no-parallelism-needed";
}
