package dev.whence.services.opentelemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The OpenTelemetry of a program: an SDK that configures itself, and OpenTelemetry's appender for logback. */
final class Telemetry {
    /**
     * Starts an SDK, to which all log lines go from now on. Whoever needs what is sent last closes it.
     *
     * @param skew by how much the clock of this machine is wrong
     * @param processors what is told of spans
     */
    static OpenTelemetrySdk start(Duration skew, SpanProcessor... processors) {
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addTracerProviderCustomizer((tracers, config) -> {
                    List.of(processors).forEach(tracers::addSpanProcessor);
                    return tracers;
                })
                .build()
                .getOpenTelemetrySdk();
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        SkewedAppender appender = new SkewedAppender(sdk, skew);
        appender.setContext(loggers);
        appender.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        return sdk;
    }

    private Telemetry() {}
}
