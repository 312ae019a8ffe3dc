package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Log4j 2: events show the correlation, and the thread context travels. */
@SuppressWarnings("FutureReturnValueIgnored")
class Log4jBehaviour {
    private static final Logger LOGGER = LogManager.getLogger(Log4jBehaviour.class);
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    private final Lines lines = new Lines();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

    private static final class Lines extends AbstractAppender {
        private final Seen seen = new Seen();

        Lines() {
            super(
                    "lines",
                    null,
                    PatternLayout.newBuilder()
                            .setPattern("%X{correlationId}|%X{user}|%m%n%ex")
                            .build(),
                    false,
                    Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            seen.note(getLayout().toSerializable(event).toString());
        }
    }

    @BeforeEach
    void add() {
        lines.start();
        logTo(lines);
    }

    private void logTo(AbstractAppender appender) {
        Configuration configuration = context.getConfiguration();
        for (String known :
                List.copyOf(configuration.getRootLogger().getAppenders().keySet())) {
            configuration.getRootLogger().removeAppender(known);
        }
        configuration.getRootLogger().setLevel(Level.INFO);
        configuration.getRootLogger().addAppender(appender, Level.INFO, null);
        context.updateLoggers();
    }

    @AfterEach
    void clear() {
        ThreadContext.clearMap();
    }

    @DisplayName("a line of a task has its correlation and its thread context")
    @ParameterizedTest
    @MethodSource
    void travels(Consumer<Runnable> hop) {
        ThreadContext.put("user", "alice");
        try (Scope ignored = Correlation.of("A").open()) {
            hop.accept(() -> LOGGER.info("first"));
        }
        assertThat(lines.seen.next()).startsWith("A|alice|first");
        ThreadContext.put("user", "bob");
        try (Scope ignored = Correlation.of("B").open()) {
            hop.accept(() -> LOGGER.info("second"));
        }
        assertThat(lines.seen.next()).startsWith("B|bob|second");
        ThreadContext.clearMap();
        hop.accept(() -> LOGGER.info("third"));
        assertThat(lines.seen.next()).startsWith("||third");
    }

    static Stream<Arguments> travels() {
        return Stream.of(
                hop("execute", POOL::execute),
                hop("submit", POOL::submit),
                hop("runAsync", CompletableFuture::runAsync),
                hop("a stage that another thread completes", body -> {
                    CompletableFuture<String> source = new CompletableFuture<>();
                    source.thenRun(body);
                    new Thread(() -> source.complete("done")).start();
                }),
                hop("a thread", body -> new Thread(body).start()),
                hop("fork", body -> ForkJoinPool.commonPool().execute(body)));
    }

    private static Arguments hop(String name, Consumer<Runnable> hop) {
        return argumentSet(name, hop);
    }

    @NoAgentNeeded
    @DisplayName("what a task puts into the thread context is gone after it, also if it fails")
    @Test
    void restored() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        ThreadContext.put("user", "alice");
        CountDownLatch failed = new CountDownLatch(1);
        one.execute(() -> {
            ThreadContext.put("user", "mallory");
            failed.countDown();
            throw new IllegalStateException("on purpose");
        });
        failed.await();
        ThreadContext.clearMap();
        one.execute(() -> LOGGER.info("later"));
        assertThat(lines.seen.next()).startsWith("||later");
        one.shutdown();
    }

    @DisplayName("another thread writes the line")
    @Test
    void asynchronously() {
        Configuration configuration = context.getConfiguration();
        configuration.addAppender(lines);
        AsyncAppender asynchronous = AsyncAppender.newBuilder()
                .setName("asynchronous")
                .setConfiguration(configuration)
                .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef("lines", null, null)})
                .build();
        asynchronous.start();
        logTo(asynchronous);
        ThreadContext.put("user", "alice");
        try (Scope ignored = Correlation.of("A").open()) {
            POOL.execute(() -> LOGGER.info("with a parameter", new IllegalStateException("made here")));
        }
        assertThat(lines.seen.next())
                .startsWith("A|alice|with a parameter")
                .containsSubsequence(
                        "IllegalStateException: made here", "Async.execute", "Log4jBehaviour.asynchronously");
        asynchronous.stop();
    }

    @DisplayName("an exception that its task logs shows the logical stack")
    @ParameterizedTest
    @MethodSource
    void stitched(Consumer<Throwable> log) {
        POOL.execute(() -> log.accept(new IllegalStateException("made here")));
        assertThat(lines.seen.next())
                .containsSubsequence("IllegalStateException: made here", "Async.execute", "Log4jBehaviour.stitched");
    }

    static Stream<Arguments> stitched() {
        return Stream.of(
                argumentSet("message", (Consumer<Throwable>) e -> LOGGER.error("message", e)),
                argumentSet("parameters", (Consumer<Throwable>) e -> LOGGER.error("message {}", "one", e)),
                argumentSet("builder", (Consumer<Throwable>)
                        e -> LOGGER.atError().withThrowable(e).log("message")),
                argumentSet("catching", (Consumer<Throwable>) e -> LOGGER.catching(Level.ERROR, e)));
    }

    @NoAgentNeeded
    @DisplayName("a key that the program has set itself is not replaced")
    @Test
    void ownKey() {
        ThreadContext.put("correlationId", "own");
        try (Scope ignored = Correlation.of("A").open()) {
            LOGGER.info("message");
        }
        assertThat(lines.seen.next()).startsWith("own||message");
        assertThat(ThreadContext.getImmutableContext()).containsOnlyKeys("correlationId");
    }
}
