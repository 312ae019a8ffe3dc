package dev.whence.services.opentelemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;

/** OpenTelemetry's appender on a machine whose clock is wrong. */
final class SkewedAppender extends OpenTelemetryAppender {
    private final Duration skew;

    SkewedAppender(OpenTelemetry openTelemetry, Duration skew) {
        this.skew = skew;
        setOpenTelemetry(openTelemetry);
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append((ILoggingEvent) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ILoggingEvent.class}, shifted(event)));
    }

    private InvocationHandler shifted(ILoggingEvent event) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "getInstant" -> time(event);
            case "getTimeStamp" -> time(event).toEpochMilli();
            default -> {
                try {
                    yield method.invoke(event, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                }
            }
        };
    }

    private Instant time(ILoggingEvent event) {
        return event.getInstant().plus(skew);
    }
}
