package dev.whence.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a correlation of its own, so that the log lines of tests that run at the same time can be told apart.
 *
 * <p>The ID begins with the names of the class and of the method, as in {@code OrdersTest.shipsWhatIsPaid-3f9a1c}. What
 * runs before and after each test is in the correlation too, but for the constructor of the test class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CorrelatedExtension.class)
public @interface Correlated {}
