/**
 * The hooks of libraries that make work run elsewhere: Guava, Netty, Scala, Kotlin and Spring. The agent's package
 * {@code library} weaves their calls.
 */
@NullMarked
package dev.whence.runtime.library;

import org.jspecify.annotations.NullMarked;
