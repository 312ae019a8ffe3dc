package dev.whence.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lets a test fail that leaves something wrong behind: a failed future that nobody has looked at, work that runs on
 * after its cancellation or timeout, a dead periodic task, threads that wait for each other for ever, an open scope, or
 * an MDC. The message shows each finding with its logical stack.
 *
 * <p>The test runs in a correlation of its own, as a {@link Correlated} test does. What counts is the work in this
 * correlation, so tests that run at the same time are told apart. It is judged after all that runs after the test.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NoFindingsExtension.class)
public @interface NoFindings {
    /**
     * Returns how long the work of a test may take to end after the test, or to look at a failure. A test with nothing
     * wrong is not kept waiting.
     */
    long graceMillis() default 500;

    /** Returns the names of findings that do not count, such as {@code unobserved-failure}. */
    String[] except() default {};
}
