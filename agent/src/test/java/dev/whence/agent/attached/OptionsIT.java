package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What options change in an application, and where its class loaders find the context; in JVMs of their own. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class OptionsIT {
    private final Jdk jdk;

    OptionsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private JavaProcess java(Class<?> main, String... arguments) {
        return JavaProcess.java(jdk).options("-cp", JavaProcess.testClassPath()).main(main, arguments);
    }

    /** Fails in a pool thread, and shows the stack trace as it is read and as it is printed. */
    static final class Failing {
        public static void main(String[] args) throws Exception {
            ExecutorService pool = Executors.newSingleThreadExecutor();
            try {
                pool.submit(Failing::fail).get();
            } catch (ExecutionException e) {
                System.out.println(Arrays.toString(e.getCause().getStackTrace()));
                e.getCause().printStackTrace();
            } finally {
                pool.shutdown();
            }
        }

        private static Void fail() {
            throw new IllegalStateException("boom");
        }

        private Failing() {}
    }

    /** Shows the correlation of a thread that outlives the operation that started it. */
    static final class Lingering {
        public static void main(String[] args) throws Exception {
            try (Scope ignored = Correlation.of("request").open()) {
                new Thread(Lingering::linger).start();
            }
        }

        private static void linger() {
            System.out.println("at first: " + Correlation.current());
            long begin = System.nanoTime();
            while (!Correlation.current().id().isEmpty() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(30)) {
                Thread.onSpinWait();
            }
            System.out.println("later: " + Correlation.current());
        }

        private Lingering() {}
    }

    /** Shows what a thread has that outlives the operation which started it, and has changed its MDC. */
    static final class LingeringWithMdc {
        public static void main(String[] args) throws Exception {
            try (Scope ignored = Correlation.of("request").open()) {
                MDC.put("user", "alice");
                Spans.in("span", () -> start(args[0]));
            }
        }

        private static void start(String way) {
            switch (way) {
                case "future" -> new Thread(new FutureTask<>(LingeringWithMdc::linger, null)).start();
                case "executor" -> new OwnThreads().execute(LingeringWithMdc::linger);
                case "scope" -> new Thread(LingeringWithMdc::lingerInAScope).start();
                default -> new Thread(LingeringWithMdc::linger).start();
            }
        }

        /** An executor of the application that has a thread for each task. */
        private static final class OwnThreads implements Executor {
            @Override
            public void execute(Runnable task) {
                new Thread(() -> task.run()).start();
            }
        }

        private static void lingerInAScope() {
            try (Scope ignored = Correlation.of("own").open()) {
                linger();
            }
            say("at last");
        }

        private static void linger() {
            MDC.put("thread", "io");
            say("at first");
            long begin = System.nanoTime();
            while (MDC.get("user") != null && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(30)) {
                Thread.onSpinWait();
            }
            say("later");
        }

        private static void say(String when) {
            Map<String, String> mdc = new TreeMap<>(MDC.getCopyOfContextMap());
            String correlation = (when + ": " + Correlation.current()).strip();
            System.out.println(correlation + " " + Spans.current() + " " + mdc);
        }

        private LingeringWithMdc() {}
    }

    /** Opens scopes on a pool's thread and closes none. */
    static final class Leaking {
        public static void main(String[] args) throws Exception {
            ExecutorService pool = Executors.newSingleThreadExecutor();
            pool.submit(Leaking::leak).get();
            pool.submit(() -> System.out.println("afterwards: " + Correlation.current()))
                    .get();
            pool.shutdown();
        }

        private static void leak() {
            Correlation.of("leaked").open();
            Handoff.capture().resume();
        }

        private Leaking() {}
    }

    /** Uses the context from a class loader that does not ask the application's, as a container's may. */
    static final class Isolated {
        public static void main(String[] args) throws Exception {
            URL[] jars = {new File(args[0]).toURI().toURL()};
            try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
                Class<?> correlation = loader.loadClass(Correlation.class.getName());
                System.out.println("shared: " + (correlation == Correlation.class));
            }
        }

        private Isolated() {}
    }

    /** Logs in an operation and in none, by a pattern; its error output is a log as well. */
    static final class Logging {
        public static void main(String[] args) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.reset();
            Logger logger = context.getLogger(Logger.ROOT_LOGGER_NAME);
            logger.addAppender(console(context, args[0]));
            System.setErr(new PrintStream(System.out) {
                @Override
                public void println(String line) {
                    logger.error(line);
                }
            });
            logger.info("outside");
            for (int i = 0; i < 2; i++) {
                Correlation.of("a").run(() -> logger.info("hello"));
            }
        }

        private static Appender<ILoggingEvent> console(LoggerContext context, String pattern) {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setPattern(pattern);
            encoder.start();
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setContext(context);
            console.setEncoder(encoder);
            console.start();
            return console;
        }

        private Logging() {}
    }

    @DisplayName("logs tells which patterns show the id; where nobody has asked for it, the user is told, once")
    @ParameterizedTest
    @CsvSource({
        "'', %level %msg%n, INFO outside, INFO [a] hello, 1",
        "logs=auto, %level %msg%n, INFO outside, INFO [a] hello, 1",
        "logs=auto, %level %X{correlationId} %msg%n, INFO  outside, INFO a hello, 0",
        "logs=prefix, %level %msg%n, INFO outside, INFO [a] hello, 0",
        "logs=off, %level %msg%n, INFO outside, INFO hello, 0"
    })
    void logs(String option, String pattern, String outside, String inside, int told) {
        JavaProcess.Result result = java(Logging.class, pattern)
                .agent(option.isEmpty() ? new String[0] : new String[] {option})
                .run();
        assertThat(result.out().lines()).containsExactly(outside, inside, inside);
        assertThat(result.errLines().stream().filter(line -> line.matches("whence: .*%X\\{correlationId}.*logs=off.*")))
                .hasSize(told);
        assertThat(result.errLines()).hasSize(1 + told);
    }

    /** Logs without any configuration. */
    static final class Unconfigured {
        public static void main(String[] args) {
            org.slf4j.Logger logger = LoggerFactory.getLogger("shop");
            logger.info("outside");
            Correlation.of("a").run(() -> logger.info("hello"));
        }

        private Unconfigured() {}
    }

    @DisplayName("a logback that nobody has configured shows the id too, unless logs=off")
    @ParameterizedTest
    @CsvSource({"logs=auto, '[a] hello'", "logs=off, hello"})
    void unconfiguredLogs(String option, String shown) {
        JavaProcess.Result result =
                java(Unconfigured.class).agent("quiet=true", option).run();
        assertThat(result.out().lines().map(line -> line.replaceFirst(".* -- ", "")))
                .containsExactly("outside", shown);
        assertThat(result.err()).isEmpty();
    }

    @DisplayName("stitch tells where stack traces show the logical stack")
    @ParameterizedTest
    @CsvSource({"all, true, true", "print, false, true", "off, false, false"})
    void stitch(String value, boolean whenRead, boolean whenPrinted) {
        JavaProcess.Result result =
                java(Failing.class).agent("quiet=true", "stitch=" + value).run();
        assertThat(result.out().contains("Async.submit")).isEqualTo(whenRead);
        assertThat(result.err().contains("Async.submit")).isEqualTo(whenPrinted);
        assertThat(result.err()).contains("IllegalStateException: boom");
    }

    @DisplayName("adopt.max ends the adoption of a correlation by a platform thread")
    @Test
    void adoption() {
        JavaProcess.Result result =
                java(Lingering.class).agent("quiet=true", "adopt.max=1").run();
        assertThat(result.out().lines()).containsExactly("at first: request", "later: ");
    }

    @DisplayName("and of its MDC and span, but not of what the thread has put or opened itself")
    @CsvSource({
        "thread, at first: request | later:",
        "future, at first: request | later:",
        "executor, at first: request | later:",
        "scope, at first: own | later: own | at last:"
    })
    @ParameterizedTest
    void adoptionAsAWhole(String way, String correlations) {
        JavaProcess.Result result = java(LingeringWithMdc.class, way)
                .agent("quiet=true", "adopt.max=1")
                .run();
        List<String> expected = new ArrayList<>();
        for (String correlation : correlations.split(" \\| ", -1)) {
            expected.add(correlation + (expected.isEmpty() ? " span {thread=io, user=alice}" : "  {thread=io}"));
        }
        assertThat(result.out().lines()).containsExactlyElementsOf(expected);
    }

    @DisplayName("strict mode tells of scopes that a task has left open")
    @Test
    void strict() {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-Dwhence.strict=true", "-cp", JavaProcess.testClassPath())
                .main(Leaking.class)
                .agent("quiet=true")
                .run();
        assertThat(result.out().lines()).containsExactly("afterwards: ");
        assertThat(result.err())
                .contains("A correlation scope for leaked was not closed when its task ended")
                .contains("A resumed hand-off was not closed when its task ended")
                .contains("Leaking.leak(OptionsIT.java:");
    }

    @DisplayName("a class loader with its own copy of the context finds that of the agent first")
    @Test
    void sharedContext() {
        JavaProcess.Result result = java(Isolated.class, contextJar().toString())
                .agent("quiet=true")
                .run();
        assertThat(result.out().lines()).containsExactly("shared: true");
        assertThat(result.err()).isEmpty();
    }

    @DisplayName("a second copy of the context, on the module path, is said")
    @Test
    void modulePath() {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath())
                .options("--module-path", contextJar().toString(), "--add-modules", "dev.whence.context")
                .main(Lingering.class)
                .agent("quiet=true", "adopt.max=1")
                .run();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("dev.whence.context", "class path", "module path");
    }

    private static Path contextJar() {
        return JavaProcess.agentJar()
                .resolve("../../../context/target/whence-context.jar")
                .normalize();
    }
}
