/**
 * Processors for an OpenTelemetry SDK, which add the correlation ID and the causal fields to its spans and log records.
 * They work with and without the agent. The application provides the SDK; no other part of Whence needs it.
 */
@NullMarked
package dev.whence.opentelemetry;

import org.jspecify.annotations.NullMarked;
