/**
 * The hooks of logging libraries and of their MDC. The agent's package {@code log} weaves their calls.
 */
@NullMarked
package dev.whence.runtime.log;

import org.jspecify.annotations.NullMarked;
