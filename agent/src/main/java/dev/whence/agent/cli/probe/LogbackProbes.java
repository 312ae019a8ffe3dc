package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.Correlation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The probes of logback: a log event must show the correlation, and a JSON line of Spring Boot its predecessors. Each has a
 * logger context of its own, so that nothing is configured or written.
 */
final class LogbackProbes {
    private static final String CLASSIC = "ch.qos.logback.classic.";
    private static final String ENVIRONMENT = "org.springframework.core.env.";

    static void addTo(Map<String, Probe> probes) {
        probes.put("logback", LogbackProbes::logged);
        probes.put("Spring Boot JSON", LogbackProbes::structured);
    }

    private static @Nullable String logged() throws Exception {
        Object event = event(context());
        Map<?, ?> shown =
                (Map<?, ?>) event.getClass().getMethod("getMDCPropertyMap").invoke(event);
        return shown.containsValue(Carried.ID) ? null : "a log event has no correlation";
    }

    private static @Nullable String structured() throws Exception {
        Object context = context();
        context.getClass()
                .getMethod("putObject", String.class, Object.class)
                .invoke(context, ENVIRONMENT + "Environment", newInstance(ENVIRONMENT + "StandardEnvironment"));
        Object encoder = newInstance("org.springframework.boot.logging.logback.StructuredLogEncoder");
        Class<?> type = encoder.getClass();
        type.getMethod("setContext", ClassPath.type("ch.qos.logback.core.Context"))
                .invoke(encoder, context);
        type.getMethod("setFormat", String.class).invoke(encoder, "logstash");
        type.getMethod("start").invoke(encoder);
        byte[] line = (byte[]) type.getMethod("encode", ClassPath.type(CLASSIC + "spi.ILoggingEvent"))
                .invoke(encoder, event(context));
        return new String(line, StandardCharsets.UTF_8).contains("\"causal\":{")
                ? null
                : "a structured line has no object causal";
    }

    private static Object event(Object context) throws Exception {
        Object logger = context.getClass().getMethod("getLogger", String.class).invoke(context, "whence");
        Class<?> level = ClassPath.type(CLASSIC + "Level");
        return Correlation.of(Carried.ID).call(() -> ClassPath.type(CLASSIC + "spi.LoggingEvent")
                .getConstructor(String.class, logger.getClass(), level, String.class, Throwable.class, Object[].class)
                .newInstance("", logger, level.getField("INFO").get(null), "checking", null, null));
    }

    /** Returns a logger context with an MDC. Before logback 1.5 there was only one MDC for all. */
    private static Object context() throws ReflectiveOperationException {
        Object context = newInstance(CLASSIC + "LoggerContext");
        try {
            Object mdc = newInstance(CLASSIC + "util.LogbackMDCAdapter");
            context.getClass()
                    .getMethod("setMDCAdapter", ClassPath.type("org.slf4j.spi.MDCAdapter"))
                    .invoke(context, mdc);
        } catch (NoSuchMethodException olderThan15) {
            // The context uses the one MDC that there is.
        }
        return context;
    }

    private static Object newInstance(String type) throws ReflectiveOperationException {
        return ClassPath.type(type).getConstructor().newInstance();
    }

    private LogbackProbes() {}
}
