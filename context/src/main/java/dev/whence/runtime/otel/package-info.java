/**
 * The hooks of OpenTelemetry. The agent's package {@code otel} weaves their calls.
 */
@NullMarked
package dev.whence.runtime.otel;

import org.jspecify.annotations.NullMarked;
