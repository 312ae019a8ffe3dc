/** Tests of what arrives by OTLP from programs with an OpenTelemetry SDK and the agent. */
package dev.whence.services.opentelemetry;
