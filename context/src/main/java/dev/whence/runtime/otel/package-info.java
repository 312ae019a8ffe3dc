/** The hooks of OpenTelemetry. The agent's package {@code otel} weaves the calls of these hooks. */
@NullMarked
package dev.whence.runtime.otel;

import org.jspecify.annotations.NullMarked;
