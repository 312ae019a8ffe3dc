package dev.whence.benchmarks.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.jmx.RingBufferAdmin;

/** Log4j 2 with asynchronous loggers. */
final class Log4jLog implements Log {
    private static final long STEP_NANOS = 100_000;
    private static final long STOP_SECONDS = 60;

    private final AsyncLoggerContext context;
    private final Logger[] loggers = new Logger[Workload.loggers()];

    Log4jLog(String configuration) throws IOException {
        Path file = Files.createTempFile("log4j2", ".xml");
        try {
            Files.writeString(file, configuration);
            // This cast fails if the loggers are not asynchronous.
            context = (AsyncLoggerContext)
                    Configurator.initialize("benchmark", Log4jLog.class.getClassLoader(), file.toUri());
        } finally {
            Files.delete(file);
        }
        for (int i = 0; i < loggers.length; i++) {
            loggers[i] = context.getLogger(Workload.logger(i));
        }
    }

    @Override
    public void begin(int request) {
        ThreadContext.put(Workload.REQUEST_KEY, Workload.requestId(request));
        ThreadContext.put(Workload.CUSTOMER_KEY, Workload.customer(request));
    }

    @Override
    public void info(int order) {
        loggers[order % loggers.length].info(Workload.MESSAGE, order, Workload.CITY);
    }

    /** Stops Log4j. Its own stop looks only every 50 ms whether all events are written. */
    @Override
    public void close() {
        RingBufferAdmin queue = context.createRingBufferAdmin();
        while (queue.getRemainingCapacity() < queue.getBufferSize()) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        Configurator.shutdown(context, STOP_SECONDS, TimeUnit.SECONDS);
    }
}
