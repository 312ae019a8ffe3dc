package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ExitTest {
    private static final int BURST = 20_000;

    /** A program that exits while its events are still queued, and whose own shutdown hook logs one more event. */
    static final class Program {
        @SuppressWarnings("SystemExitOutsideMain")
        public static void main(String... arguments) {
            Path file = Path.of(arguments[0]);
            String encoder = "<immediateFlush>false</immediateFlush><encoder><pattern>%msg%n</pattern></encoder>";
            Logback logback = new Logback(Logback.file(file, encoder) + Logback.causal(""));
            CausalAppender appender = logback.appender("CAUSAL");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                while (appender.getWritten() < BURST) {
                    Thread.onSpinWait();
                }
                logback.logger().info("from a hook");
            }));
            for (int i = 0; i < BURST; i++) {
                logback.logger().info("{}", i);
            }
            System.exit(0);
        }
    }

    @Test
    void whatIsQueuedOrLoggedAtExitIsWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("log.txt");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(program.waitFor()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.subList(0, BURST))
                .isEqualTo(IntStream.range(0, BURST).mapToObj(String::valueOf).toList());
        assertThat(lines.subList(BURST, lines.size())).containsExactly("from a hook");
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
