/**
 * The hooks of libraries that run tasks or callbacks on other threads: Guava, Netty, Scala, Kotlin and Spring, and those
 * that many libraries share. The
 * agent's package {@code library} weaves the calls of these hooks.
 */
@NullMarked
package dev.whence.runtime.library;

import org.jspecify.annotations.NullMarked;
