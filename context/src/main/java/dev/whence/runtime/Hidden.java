package dev.whence.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method whose frames no stack trace shows.
 *
 * <p>The build of the agent turns it into the JVM's own {@code jdk.internal.vm.annotation.Hidden}, which the JVM heeds
 * only in classes of the boot loader. Without the agent it has no effect.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Hidden {}
