package dev.whence.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that is run under many schedules. In the first run nothing is changed. In each of the others, tasks and
 * completions of futures are delayed in another way, which follows from the seed of the schedule.
 *
 * <p>The first failure ends the test. It tells the seed, how often that seed fails again, and which delays are needed for
 * the failure, as source lines. {@code -Dwhence.seed=SEED} runs that schedule alone.
 *
 * <p>Only the method itself is run under a schedule, and not what runs before and after each test. A delay is where a
 * task begins or completes a future. So the test finds faults in the order of tasks. It does not find those in the order
 * of single instructions: see Lincheck or JCStress for them.
 *
 * <p>The test may have a {@link Timeline} as a parameter.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith({AsyncTestExtension.class, TimelineExtension.class})
public @interface AsyncTest {
    /** Returns the number of schedules with delays. */
    int schedules() default 50;
}
