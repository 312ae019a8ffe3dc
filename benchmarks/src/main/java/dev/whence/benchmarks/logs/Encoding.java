package dev.whence.benchmarks.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.AppenderAttachable;
import dev.whence.logback.CausalAppender;
import java.util.ArrayList;
import java.util.List;

/** A turn in which one thread encodes events that were logged before, and writes them nowhere. */
final class Encoding {
    private static final int EVENTS = 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Encoder<ILoggingEvent> encoder;
    private final List<ILoggingEvent> events;

    /** Keeps events as an asynchronous appender does. */
    private static final class Keeper extends AppenderBase<ILoggingEvent> {
        final List<ILoggingEvent> events = new ArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    }

    /** Takes the encoder of a configured logback. With {@code stamped}, events come from a {@link CausalAppender}. */
    Encoding(LogbackLog log, boolean stamped) {
        LoggerContext context = log.context();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // Detached, not stopped, since that would stop the encoder.
        Appender<ILoggingEvent> measured = root.iteratorForAppenders().next();
        root.detachAppender(measured);
        encoder = encoder(measured);
        Keeper keeper = new Keeper();
        keeper.setContext(context);
        keeper.start();
        Appender<ILoggingEvent> appender = stamped ? stamping(keeper, context) : keeper;
        root.addAppender(appender);
        Workload.log(log, 0, EVENTS);
        log.close();
        events = keeper.events;
    }

    private static Appender<ILoggingEvent> stamping(Keeper keeper, LoggerContext context) {
        CausalAppender appender = new CausalAppender();
        appender.setContext(context);
        appender.addAppender(keeper);
        appender.start();
        return appender;
    }

    /** Returns the encoder of an appender that writes to a file, or of the one that is attached to it. */
    private static Encoder<ILoggingEvent> encoder(Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> file) {
            return file.getEncoder();
        }
        @SuppressWarnings("unchecked")
        AppenderAttachable<ILoggingEvent> wrapper = (AppenderAttachable<ILoggingEvent>) appender;
        return encoder(wrapper.iteratorForAppenders().next());
    }

    Measures measure(int millis) {
        long bytes = -AllocatedBytes.THREADS.getCurrentThreadAllocatedBytes();
        long cpu = -Cpu.ofThread();
        long end = System.nanoTime() + millis * NANOS_PER_MILLI;
        long length = 0;
        double encoded = 0;
        while (System.nanoTime() - end < 0) {
            for (ILoggingEvent event : events) {
                length += encoder.encode(event).length;
            }
            encoded += events.size();
        }
        cpu += Cpu.ofThread();
        bytes += AllocatedBytes.THREADS.getCurrentThreadAllocatedBytes();
        return new Measures()
                .put(Quantity.CPU_NANOS, cpu / encoded)
                .put(Quantity.BYTES, bytes / encoded)
                .put(Quantity.LINE_BYTES, length / encoded);
    }
}
