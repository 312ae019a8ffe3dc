/**
 * What adds the correlation and the causal stamp to the spans and log records of an OpenTelemetry SDK, with and without
 * the agent. The SDK is the application's: nothing else of Whence needs it.
 */
@NullMarked
package dev.whence.opentelemetry;

import org.jspecify.annotations.NullMarked;
