package dev.whence.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose frames no stack trace shows.
 *
 * <p>The build of the agent replaces this annotation by the JVM's own {@code jdk.internal.vm.annotation.Hidden}. The
 * JVM obeys that one only in classes of the boot loader. Without the agent this annotation has no effect.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Hidden {}
