package dev.whence.benchmarks;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.whence.logback.CausalJsonEncoder;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.event.KeyValuePair;

/** JMH benchmarks of one event that becomes a JSON line. Its message is formatted already, as behind a queue. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncoderBenchmark {
    /** The encoder of each library. */
    public enum Library {
        WHENCE {
            @Override
            EncoderBase<ILoggingEvent> encoder() {
                return new CausalJsonEncoder();
            }
        },
        LOGBACK {
            @Override
            EncoderBase<ILoggingEvent> encoder() {
                return new JsonEncoder();
            }
        };

        abstract EncoderBase<ILoggingEvent> encoder();
    }

    /** What an event has besides its message. */
    public enum Kind {
        /** Two entries in the MDC. */
        MDC,

        /** The same, logged by an unknown thread. So Whence gives it no stamp. */
        NO_STAMP,

        /** The same as the first, and two key-value pairs. */
        PAIRS,

        /** The same as the first, and an exception with 30 frames and a cause. */
        EXCEPTION
    }

    @Param
    public Library library = Library.WHENCE;

    @Param
    public Kind kind = Kind.MDC;

    private EncoderBase<ILoggingEvent> encoder = new JsonEncoder();
    private LoggingEvent event = new LoggingEvent();

    @Setup
    public void prepare() {
        LoggerContext context = new LoggerContext();
        encoder = library.encoder();
        encoder.setContext(context);
        encoder.start();
        event = new LoggingEvent(
                EncoderBenchmark.class.getName(),
                context.getLogger("com.acme.shop.orders.OrderService"),
                ch.qos.logback.classic.Level.INFO,
                "reserving {} items of order {}",
                null,
                new Object[] {2, "order-7781"});
        event.setInstant(Instant.now());
        event.setMDCPropertyMap(Map.of("user", "alice", "tenant", "acme-europe"));
        event.setThreadName(
                kind == Kind.NO_STAMP
                        ? "http-nio-8080-exec-3"
                        : Thread.currentThread().getName());
        if (kind == Kind.PAIRS) {
            event.addKeyValuePair(new KeyValuePair("items", 2));
            event.addKeyValuePair(new KeyValuePair("warehouse", "hamburg"));
        } else if (kind == Kind.EXCEPTION) {
            event.setThrowableProxy(new ThrowableProxy(failure(15)));
        }
        event.prepareForDeferredProcessing();
    }

    private static RuntimeException failure(int depth) {
        return depth > 0
                ? failure(depth - 1)
                : new IllegalStateException("card declined", new IllegalArgumentException("no such card"));
    }

    @Benchmark
    public byte[] encode() {
        return encoder.encode(event);
    }
}
