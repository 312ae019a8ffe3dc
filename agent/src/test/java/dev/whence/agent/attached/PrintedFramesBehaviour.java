package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever prints an exception prints every frame that it prints without the agent. What it would print so is found out
 * with a serialised copy, which has the frames of its thread only.
 */
@FullStacksNeeded
class PrintedFramesBehaviour {
    private static final int PROGRAMS = 200;

    @AutoClose
    private final Pools pools = new Pools();

    private final List<RuntimeException> known = new ArrayList<>();

    static Stream<Arguments> printers() {
        return Stream.of(
                printer("printStackTrace", PrintedFramesBehaviour::printed),
                printer("java.util.logging", PrintedFramesBehaviour::formatted),
                printer("logback", PrintedFramesBehaviour::logged));
    }

    private static Arguments printer(String name, Function<Throwable, String> printer) {
        return argumentSet(name, printer);
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String formatted(Throwable thrown) {
        LogRecord event = new LogRecord(java.util.logging.Level.SEVERE, "message");
        event.setThrown(thrown);
        return new SimpleFormatter().format(event);
    }

    private static String logged(Throwable thrown) {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern("%msg%n%ex");
        layout.start();
        return layout.doLayout(
                new LoggingEvent("", context.getLogger("test"), Level.ERROR, "message", thrown, new Object[0]));
    }

    @DisplayName("no frame is lost: random causes and suppressed exceptions, of this task and of others")
    @ParameterizedTest
    @MethodSource("printers")
    void lossless(Function<Throwable, String> printer) throws Exception {
        int stitched = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            known.clear();
            ExecutorService pool = pools.single();
            Random random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                stitched += inTask(pool, random, printer) ? 1 : 0;
            }
            for (RuntimeException each : known) {
                stitched += compare(each, printer) ? 1 : 0;
            }
        }
        assertThat(stitched).isGreaterThan(PROGRAMS);
    }

    private boolean inTask(ExecutorService pool, Random random, Function<Throwable, String> printer) throws Exception {
        CompletableFuture<Boolean> isStitched = new CompletableFuture<>();
        pool.execute(() -> {
            RuntimeException made = make(random, 1 + random.nextInt(3));
            known.add(made);
            if (random.nextBoolean()) {
                CompletableFuture<Void> unused = CompletableFuture.failedFuture(made);
            }
            isStitched.complete(compare(made, printer));
        });
        return isStitched.get(Vocabulary.SECONDS, TimeUnit.SECONDS);
    }

    private RuntimeException make(Random random, int depth) {
        return random.nextBoolean() ? makeOne(random, depth) : makeOther(random, depth);
    }

    private RuntimeException makeOther(Random random, int depth) {
        return depth == 0 ? makeOne(random, 0) : make(random, depth - 1);
    }

    private RuntimeException makeOne(Random random, int depth) {
        IllegalStateException made = new IllegalStateException("depth " + depth);
        if (random.nextBoolean()) {
            made.initCause(depth > 0 ? make(random, depth - 1) : another(random));
        }
        while (random.nextInt(3) == 0) {
            made.addSuppressed(depth > 0 ? make(random, depth - 1) : another(random));
        }
        return made;
    }

    /** One that is known from another task, which may come back to this one. */
    private RuntimeException another(Random random) {
        return known.isEmpty() ? new IllegalArgumentException("new") : known.get(random.nextInt(known.size()));
    }

    /** Whether anything came in addition. */
    private static boolean compare(Throwable thrown, Function<Throwable, String> printer) {
        List<PrintedTrace.Part> with = new PrintedTrace(printer.apply(thrown)).parts;
        List<PrintedTrace.Part> without = new PrintedTrace(printer.apply(copy(thrown))).parts;
        assertThat(with).extracting(PrintedTrace.Part::head).isEqualTo(heads(without));
        boolean isMore = false;
        for (int i = 0; i < with.size(); i++) {
            assertThat(with.get(i).frames()).containsSubsequence(without.get(i).frames());
            isMore |= with.get(i).frames().size() > without.get(i).frames().size();
        }
        return isMore;
    }

    private static List<String> heads(List<PrintedTrace.Part> parts) {
        return parts.stream().map(PrintedTrace.Part::head).toList();
    }

    private static Throwable copy(Throwable thrown) {
        try {
            return (Throwable) InvisibilityBehaviour.copy(thrown);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
