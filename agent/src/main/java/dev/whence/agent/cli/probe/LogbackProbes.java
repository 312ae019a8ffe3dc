package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.Correlation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The probe of logback: a log event must show the correlation. */
final class LogbackProbes {
    static void addTo(Map<String, Probe> probes) {
        probes.put("logback", LogbackProbes::logged);
    }

    /** Makes an event by reflection, with a logger context of its own, so that nothing is configured or written. */
    private static @Nullable String logged() throws Exception {
        Object context = ClassPath.type("ch.qos.logback.classic.LoggerContext")
                .getConstructor()
                .newInstance();
        setMdc(context);
        Object logger = context.getClass().getMethod("getLogger", String.class).invoke(context, "whence");
        Class<?> level = ClassPath.type("ch.qos.logback.classic.Level");
        Object event = Correlation.of(Carried.ID).call(() -> ClassPath.type("ch.qos.logback.classic.spi.LoggingEvent")
                .getConstructor(String.class, logger.getClass(), level, String.class, Throwable.class, Object[].class)
                .newInstance("", logger, level.getField("INFO").get(null), "checking", null, null));
        Map<?, ?> shown =
                (Map<?, ?>) event.getClass().getMethod("getMDCPropertyMap").invoke(event);
        return shown.containsValue(Carried.ID) ? null : "a log event has no correlation";
    }

    /** Gives the logger context an MDC. Before logback 1.5 there was only one MDC for all. */
    private static void setMdc(Object context) throws ReflectiveOperationException {
        try {
            Object mdc = ClassPath.type("ch.qos.logback.classic.util.LogbackMDCAdapter")
                    .getConstructor()
                    .newInstance();
            context.getClass()
                    .getMethod("setMDCAdapter", ClassPath.type("org.slf4j.spi.MDCAdapter"))
                    .invoke(context, mdc);
        } catch (NoSuchMethodException olderThan15) {
            // The context uses the one MDC that there is.
        }
    }

    private LogbackProbes() {}
}
