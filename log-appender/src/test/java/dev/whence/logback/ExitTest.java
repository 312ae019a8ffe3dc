package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * the appender waits already.
     */
    static final class Program {
        @SuppressWarnings("SystemExitOutsideMain")
        public static void main(String... arguments) {
            Logback logback = new Logback(
                    Logback.rule("slow", SlowConverter.class) + appender(arguments[0], Path.of(arguments[1])));
            if (arguments.length == 2) {
                SlowConverter.GO.countDown();
            } else {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    await().until(() -> isWaiting("whence-exit-CAUSAL"));
                    SlowConverter.GO.countDown();
                    logback.logger().info("slow, from a hook");
                }));
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

        private static boolean isWaiting(String thread) {
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(t -> t.getName().equals(thread) && t.getState() == Thread.State.TIMED_WAITING);
        }
    }

    @ParameterizedTest
    @CsvSource({"CausalAppender, ''", "CausalAppender, hook", "CausalFileAppender, ''", "CausalFileAppender, hook"})
    void whatIsQueuedOrLoggedAtExitIsWritten(String appender, String hook, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                appender,
                file.toString()));
        List<String> last = new ArrayList<>(List.of("slow"));
        if (!hook.isEmpty()) {
            command.add(hook);
            last.add("slow, from a hook");
        }
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.subList(0, BURST))
                .isEqualTo(IntStream.range(0, BURST).mapToObj(String::valueOf).toList());
        assertThat(lines.subList(BURST, lines.size())).isEqualTo(last);
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
