/** The woven types of OpenTelemetry: its context travels with the work, and the log shows its spans. */
@NullMarked
package dev.whence.agent.otel;

import org.jspecify.annotations.NullMarked;
