/**
 * The core of the runtime, which woven code and {@code dev.whence.context} call. Applications should not use it: only
 * the API package is stable between versions.
 *
 * <p>The boot loader loads it, so it uses JDK types only and no {@code invokedynamic}. The methods that woven code
 * calls never throw, log, lock, block or load a class.
 */
@NullMarked
package dev.whence.runtime;

import org.jspecify.annotations.NullMarked;
