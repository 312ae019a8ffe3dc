/**
 * The machinery behind {@code dev.whence.context}, which woven code calls. Not for applications: only the API package
 * keeps its shape between versions.
 *
 * <p>It is loaded by the boot loader, so it uses JDK types only and no {@code invokedynamic}. What a woven method calls
 * never throws, logs, locks, blocks or loads a class.
 */
@NullMarked
package dev.whence.runtime;

import org.jspecify.annotations.NullMarked;
