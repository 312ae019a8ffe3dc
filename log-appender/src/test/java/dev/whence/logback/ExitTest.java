package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ExitTest {
    private static final int BURST = 20_000;
    private static final Path FULL = Path.of("/dev/full");

    /** The word of a message that takes its time, so that the JVM would end meanwhile. */
    public static final class SlowConverter extends MessageConverter {
        /** Opened when the message "slow" may go on. */
        static final CountDownLatch GO = new CountDownLatch(1);

        @Override
        public String convert(ILoggingEvent event) {
            String message = super.convert(event);
            if (message.startsWith("slow")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            if (message.equals("slow")) {
                UninterruptibleWait.await(10_000, nanos -> GO.await(nanos, TimeUnit.NANOSECONDS));
            }
            return message;
        }
    }

    /**
     * A program that exits while its events are still queued. A shutdown hook of its own logs one more event when that of
     * the appender has ended.
     */
    static final class Program {
        @SuppressWarnings("SystemExitOutsideMain")
        public static void main(String... arguments) {
            Logback logback = new Logback(
                    Logback.rule("slow", SlowConverter.class) + appender(arguments[0], Path.of(arguments[1])));
            if (Boolean.parseBoolean(arguments[2])) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> logLast(logback.logger())));
            } else {
                SlowConverter.GO.countDown();
            }
            for (int i = 0; i < BURST; i++) {
                logback.logger().info("{}", i);
            }
            logback.logger().info("slow");
            System.exit(0);
        }

        private static String appender(String type, Path file) {
            String encoder = "<immediateFlush>false</immediateFlush><encoder><pattern>%slow%n</pattern></encoder>";
            return type.equals("CausalAppender")
                    ? Logback.file(file, encoder) + Logback.causal("")
                    : Logback.causalFile("<file>" + file + "</file>" + encoder);
        }

        private static void logLast(Logger log) {
            Thread flush =
                    await().until(Program::waitingFlush, Optional::isPresent).orElseThrow();
            SlowConverter.GO.countDown();
            await().until(() -> !flush.isAlive());
            log.info("slow, from a hook");
        }

        /** Returns the hook of the appender if it waits for the events in the queue. */
        private static Optional<Thread> waitingFlush() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("whence-exit-CAUSAL"))
                    .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                    .findAny();
        }
    }

    @CsvSource({"CausalAppender, false", "CausalAppender, true", "CausalFileAppender, false", "CausalFileAppender, true"
    })
    @ParameterizedTest
    void whatIsQueuedOrLoggedAtExitIsWritten(String appender, boolean hasHook, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("log.txt");
        Process program =
                CausalFileProcessTest.start(Program.class, List.of(), appender, file.toString(), "" + hasHook);
        assertThat(program.waitFor()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.subList(0, BURST))
                .isEqualTo(IntStream.range(0, BURST).mapToObj(String::valueOf).toList());
        assertThat(lines.subList(BURST, lines.size()))
                .isEqualTo(hasHook ? List.of("slow", "slow, from a hook") : List.of("slow"));
    }

    /** A program that exits when its only event cannot be written. */
    static final class Stuck {
        @SuppressWarnings("SystemExitOutsideMain")
        public static void main(String... arguments) {
            Logback logback = Logback.jsonFile(FULL, "<maxFlushTime>100</maxFlushTime>");
            logback.logger().info("waits for ever");
            System.exit(0);
        }
    }

    @Test
    void anOutputThatTakesNothingDoesNotKeepTheJvm() throws Exception {
        assumeThat(Files.exists(FULL)).isTrue();
        Process program = CausalFileProcessTest.start(Stuck.class, List.of());
        try {
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void theHookOfAStoppedAppenderDoesNotHoldIt() {
        WeakReference<CausalAppender> stopped = startAndStop();
        await().until(() -> {
            System.gc();
            return stopped.get() == null;
        });
    }

    private static WeakReference<CausalAppender> startAndStop() {
        CausalAppender appender = new CausalAppender();
        appender.setContext(new LoggerContext());
        appender.addAppender(new RecordingAppender());
        appender.start();
        appender.stop();
        return new WeakReference<>(appender);
    }
}
