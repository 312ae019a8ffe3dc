package dev.whence.agent.attached.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that looks at every frame of a hop. By default, hops that come fast may be shown with the site of an earlier one,
 * and in a run of so many tests they do come fast. So these run in a JVM of their own, with the option {@code stacks=full}.
 */
@Tag(FullStacksNeeded.TAG)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface FullStacksNeeded {
    String TAG = "full-stacks-needed";
}
