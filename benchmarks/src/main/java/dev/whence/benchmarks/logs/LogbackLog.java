package dev.whence.benchmarks.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** Logback with one of its own appenders, Whence's or logstash's. */
final class LogbackLog implements Log {
    private final LoggerContext context = new LoggerContext();
    private final Logger[] loggers = new Logger[Workload.loggers()];

    LogbackLog(String configuration) throws JoranException {
        context.setMDCAdapter(MDC.getMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
        context.start();
        for (int i = 0; i < loggers.length; i++) {
            loggers[i] = context.getLogger(Workload.logger(i));
        }
    }

    LoggerContext context() {
        return context;
    }

    @Override
    public void begin(int request) {
        MDC.put(Workload.REQUEST_KEY, Workload.requestId(request));
        MDC.put(Workload.CUSTOMER_KEY, Workload.customer(request));
    }

    @Override
    public void info(int order) {
        loggers[order % loggers.length].info(Workload.MESSAGE, order, Workload.CITY);
    }

    @Override
    public void close() {
        context.stop();
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            if (status.getLevel() >= Status.WARN) {
                System.err.println(status);
            }
        }
    }
}
