/** The hooks of logging libraries and of their MDC. The agent's package {@code log} weaves the calls of these hooks. */
@NullMarked
package dev.whence.runtime.log;

import org.jspecify.annotations.NullMarked;
