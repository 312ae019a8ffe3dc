/** OpenTelemetry: its context travels with the work, and its spans are in the logs. */
@NullMarked
package dev.whence.agent.otel;

import org.jspecify.annotations.NullMarked;
