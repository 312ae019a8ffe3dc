package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The program's own MDC travels with its work; ours is in what is logged, and nowhere else. */
@SuppressWarnings("FutureReturnValueIgnored")
class MdcBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen users = new Seen(() -> "" + MDC.get("user"));
    private final Seen lines = new Seen();
    private final Logger logger = (Logger) LoggerFactory.getLogger(MdcBehaviour.class);

    @BeforeEach
    void cleanLogger() {
        MDC.clear();
        logger.setAdditive(false);
        logger.detachAndStopAllAppenders();
    }

    @AfterEach
    void cleanThread() {
        MDC.clear();
    }

    @DisplayName("the submitter's MDC is the task's, for every way to submit")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Submission#all")
    void travels(Submission submission) throws Exception {
        MDC.put("user", "u1");
        submission.submit(pools.single(), users);
        assertThat(users.next()).isEqualTo("u1");
    }

    @DisplayName("the registrar's MDC is the continuation's, not the completer's")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#all")
    void continuation(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        MDC.put("user", "registrar");
        continuation.register(sources, pools.single(), users::here);
        elsewhere("B", () -> {
            MDC.put("user", "completer");
            continuation.trigger(sources);
        });
        assertThat(users.next()).isEqualTo("registrar");
    }

    @DisplayName("after the task it is gone from the worker")
    @Test
    void goneAfterwards() {
        Executor pool = pools.single();
        MDC.put("user", "u1");
        pool.execute(users::here);
        MDC.clear();
        pool.execute(users::here);
        assertThat(users.next(2)).containsExactly("u1", "null");
    }

    @DisplayName("what a task puts is gone from the worker, and from what its submitter sees")
    @Test
    void putByTheTask() {
        Executor pool = pools.single();
        MDC.put("user", "u1");
        pool.execute(() -> {
            MDC.put("user", "task");
            users.here();
        });
        pool.execute(users::here);
        assertThat(users.next(2)).containsExactly("task", "u1");
        assertThat(MDC.get("user")).isEqualTo("u1");
    }

    @DisplayName("what the submitter changes after it submitted does not reach the task")
    @Test
    void changedAfterwards() {
        Gate gate = new Gate();
        Executor pool = pools.held(gate);
        MDC.put("user", "then");
        pool.execute(users::here);
        MDC.put("user", "later");
        gate.open();
        assertThat(users.next()).isEqualTo("then");
    }

    @DisplayName("after complete() the completer has its own MDC back")
    @Test
    void completersOwnIsBack() {
        CompletableFuture<String> future = new CompletableFuture<>();
        MDC.put("user", "registrar");
        future.thenAccept(value -> MDC.put("user", "continuation"));
        String after = elsewhere("B", () -> {
            MDC.put("user", "completer");
            future.complete("value");
            return MDC.get("user");
        });
        assertThat(after).isEqualTo("completer");
    }

    @DisplayName("an MDC that the program makes for a second logger context leaves that of SLF4J as it is")
    @Test
    void secondAdapter() {
        MDC.put("user", "before");
        pools.single().execute(users::here);
        assertThat(users.next()).isEqualTo("before");
        LoggerContext audit = new LoggerContext();
        audit.setMDCAdapter(new LogbackMDCAdapter());
        MDC.put("user", "after");
        pools.single().execute(users::here);
        assertThat(users.next()).isEqualTo("after");
    }

    @DisplayName("two loggings, each with an MDC: no entry of the one comes into the other, and both travel")
    @Test
    void secondLogging() throws Exception {
        Gate gate = new Gate();
        Executor pool = pools.held(gate);
        SecondLogging second = new SecondLogging();
        Seen both = new Seen(() -> MDC.get("user") + " " + second.user());
        MDC.put("user", "one");
        pool.execute(both::here);
        second.putUser("two");
        pool.execute(both::here);
        MDC.clear();
        pool.execute(both::here);
        second.clear();
        pool.execute(both::here);
        gate.open();
        assertThat(both.next(4)).containsExactly("one null", "one two", "null two", "null null");
    }

    /** Has SLF4J and logback for itself. */
    private static final class SecondLogging extends URLClassLoader {
        private @Nullable Class<?> mdc;

        SecondLogging() throws MalformedURLException {
            super(urls(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (entry.matches(".*(logback-classic|logback-core|slf4j-api)-[^/]*jar")) {
                    urls.add(Path.of(entry).toUri().toURL());
                }
            }
            return urls.toArray(new URL[0]);
        }

        void putUser(String user) throws ReflectiveOperationException {
            mdc = Class.forName(MDC.class.getName(), true, this);
            mdc.getMethod("put", String.class, String.class).invoke(null, "user", user);
        }

        void clear() throws ReflectiveOperationException {
            Class.forName(MDC.class.getName(), true, this).getMethod("clear").invoke(null);
        }

        /** Null until the logging has been used. */
        @Nullable Object user() {
            try {
                return mdc == null ? null : mdc.getMethod("get", String.class).invoke(null, "user");
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @NoAgentNeeded
    @DisplayName("a periodic run inherits no MDC")
    @Test
    void periodic() {
        ScheduledExecutorService pool = pools.scheduled();
        MDC.put("user", "scheduler");
        pool.scheduleAtFixedRate(users::here, 1, 1, TimeUnit.MILLISECONDS);
        assertThat(users.next(3)).containsOnly("null");
    }

    @DisplayName("%X{correlationId} in a pattern, on a pool thread")
    @Test
    void pattern() {
        logger.addAppender(started(new Lines("[%X{correlationId}] [%X{user}] %msg", lines)));
        MDC.put("user", "u1");
        in("A", () -> pools.single().execute(() -> logger.info("message")));
        assertThat(lines.next()).isEqualTo("[A] [u1] message");
    }

    @DisplayName("%X shows it beside the program's own entries")
    @Test
    void wholeMdc() {
        logger.addAppender(started(new Lines("%X", lines)));
        MDC.put("user", "u1");
        in("A", () -> logger.info("message"));
        assertThat(lines.next()).contains("user=u1").contains("correlationId=A");
    }

    @DisplayName("%X{correlationId} behind logback's own AsyncAppender")
    @Test
    void asyncAppender() {
        AsyncAppender async = new AsyncAppender();
        async.addAppender(started(new Lines("[%X{correlationId}] %msg", lines)));
        logger.addAppender(started(async));
        in("A", () -> pools.single().execute(() -> logger.info("of A")));
        in("C", () -> pools.single().execute(() -> logger.info("of C")));
        assertThat(lines.next(2)).containsExactlyInAnyOrder("[A] of A", "[C] of C");
    }

    @NoAgentNeeded
    @DisplayName("%X{correlationId} without a correlation is empty")
    @Test
    void none() {
        logger.addAppender(started(new Lines("[%X{correlationId}] %msg", lines)));
        in("", () -> logger.info("message"));
        assertThat(lines.next()).isEqualTo("[] message");
    }

    @NoAgentNeeded
    @DisplayName("the program's MDC never has it")
    @Test
    void neverInTheMdc() {
        Seen mdc = new Seen(() -> MDC.get("correlationId") + " " + MDC.getCopyOfContextMap());
        MDC.put("user", "u1");
        in("A", () -> {
            logger.info("message");
            mdc.here();
        });
        assertThat(mdc.next()).isEqualTo("null {user=u1, operation=A}");
    }

    @NoAgentNeeded
    @DisplayName("an entry of that name which the program puts itself is what is logged")
    @Test
    void ownEntry() {
        logger.addAppender(started(new Lines("%X{correlationId}", lines)));
        MDC.put("correlationId", "own");
        logger.info("message");
        assertThat(lines.next()).isEqualTo("own");
    }

    private <A extends Appender<ILoggingEvent>> A started(A appender) {
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        return appender;
    }

    /** What a pattern makes of the events. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final PatternLayout layout = new PatternLayout();
        private final Seen lines;

        Lines(String pattern, Seen lines) {
            this.lines = lines;
            layout.setPattern(pattern);
        }

        @Override
        public void start() {
            layout.setContext(getContext());
            layout.start();
            super.start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.note(layout.doLayout(event));
        }
    }
}
