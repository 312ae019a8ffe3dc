package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures that are no ordinary exceptions show what can be known of them, and never what is not true. */
@FullStacksNeeded
class OddFailureBehaviour {
    /** More than the JVM has errors in store for when memory is short. */
    private static final int TIMES = 8;

    @SuppressWarnings("StaticAssignmentOfThrowable") // That is what is tested.
    private static final IllegalStateException SHARED = new IllegalStateException("shared");

    @AutoClose
    private final Pools pools = new Pools();

    /** An exception of a program that does without stack traces. */
    private static final class Stackless extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stackless(String message, Throwable cause) {
            super(message, cause, false, false);
        }
    }

    @DisplayName("an exception without a stack trace is printed with the stack of its cause")
    @ParameterizedTest
    @EnumSource(Printer.class)
    void stackless(Printer printer) {
        Throwable thrown = failureOf(() -> {
            throw new Stackless("outer", new IllegalStateException("inner"));
        });
        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(LogicalStack.of(thrown).frames()).isEmpty();
        assertThat(frames(thrown.getCause())).containsSubsequence("lambda$stackless$", "submit", "failureOf");
        assertThat(printer.print(thrown)).contains("outer", "inner", "at dev.whence.Async.submit(");
    }

    @NoAgentNeeded
    @DisplayName("an exception that the JVM has made without a stack trace stays so")
    @Test
    void withoutStackByTheJvm() {
        Throwable thrown = failureOf(() -> {
            while (true) {
                try {
                    lengthOf(null);
                } catch (NullPointerException e) {
                    if (e.getStackTrace().length == 0) {
                        throw e;
                    }
                }
            }
        });
        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(Printer.PRINT_STACK_TRACE.print(thrown).lines()).containsExactly("java.lang.NullPointerException");
    }

    private static int lengthOf(String text) {
        return text.length();
    }

    @NoAgentNeeded
    @DisplayName("a constant exception has the frames of where it was made, whichever tasks throw it")
    @Test
    void constant() {
        StackTraceElement[] made = SHARED.getStackTrace();
        for (int i = 0; i < 3; i++) {
            assertThat(failureOf(() -> {
                        throw SHARED;
                    }))
                    .isSameAs(SHARED);
            assertThat(SHARED.getStackTrace()).isEqualTo(made);
            assertThat(Printer.PRINT_STACK_TRACE.print(SHARED)).doesNotContain("Async.");
        }
    }

    @DisplayName("a stack overflow is printed, its trace ends where the JVM has cut it, and later ones are complete")
    @ParameterizedTest
    @EnumSource(Printer.class)
    void stackOverflow(Printer printer) {
        for (int i = 0; i < TIMES; i++) {
            Throwable thrown = failureOf(() -> recurse(0));
            assertThat(thrown).isInstanceOf(StackOverflowError.class);
            assertThat(frames(thrown)).hasSize(1_024).containsOnly("recurse");
            assertThat(printer.print(thrown)).contains("StackOverflowError", "recurse");
        }
        assertThatLaterOnesAreComplete();
    }

    @SuppressWarnings("InfiniteRecursion") // That is what is tested.
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @DisplayName("an error for want of stack that is caught deep below shows the hops that led there")
    @Test
    void stackOverflowOnTheWay() {
        Throwable thrown = failureOf(() -> deep(200, () -> {
            throw new StackOverflowError("so it seems");
        }));
        assertThat(frames(thrown)).containsSubsequence("deep", "submit", "failureOf");
    }

    private static void deep(int frames, Runnable code) {
        if (frames == 0) {
            code.run();
        } else {
            deep(frames - 1, code);
        }
    }

    @DisplayName("an OutOfMemoryError that the JDK throws deep below is printed with the hops that led there")
    @ParameterizedTest
    @EnumSource(Printer.class)
    void outOfMemory(Printer printer) {
        Throwable thrown = failureOf(() -> deep(500, () -> ByteBuffer.allocateDirect(Integer.MAX_VALUE)));
        assertThat(thrown).isInstanceOf(OutOfMemoryError.class);
        assertThat(frames(thrown)).containsSubsequence("allocateDirect", "deep", "submit", "failureOf");
        assertThat(printer.print(thrown)).contains("OutOfMemoryError", "at dev.whence.Async.submit(");
    }

    @DisplayName("one that the JVM throws has the few frames that it has in store, and later failures are complete")
    @ParameterizedTest
    @EnumSource(Printer.class)
    void outOfMemoryByTheJvm(Printer printer) {
        for (int i = 0; i < TIMES; i++) {
            Throwable thrown = failureOf(() -> deep(500, () -> allocated(Integer.MAX_VALUE - 8)));
            assertThat(thrown).isInstanceOf(OutOfMemoryError.class);
            assertThat(frames(thrown)).allMatch(frame -> frame.matches("allocated|lambda.*|run|deep"));
            assertThat(printer.print(thrown)).contains("OutOfMemoryError");
        }
        assertThatLaterOnesAreComplete();
    }

    private static int allocated(int length) {
        return new long[length].length;
    }

    private void assertThatLaterOnesAreComplete() {
        assertThat(frames(failureOf(() -> {
                    throw new IllegalStateException("later");
                })))
                .containsSubsequence("submit", "failureOf");
    }

    @DisplayName("a worker that waits fails with its own hops, and what it runs meanwhile with the other's")
    @RepeatedTest(3)
    void helping() {
        ForkJoinPool pool = pools.with(new ForkJoinPool(1));
        AtomicReference<Throwable> ofOther = new AtomicReference<>();
        AtomicReference<Throwable> own = new AtomicReference<>();
        ForkJoinTask<?> other = ForkJoinTask.adapt(() -> {
            ofOther.set(new IllegalStateException("other"));
            throw (RuntimeException) ofOther.get();
        });
        in(
                "A",
                () -> submitted(pool, () -> {
                    forkOfOther(other);
                    other.quietlyJoin();
                    own.set(new IllegalStateException("own"));
                    throw (RuntimeException) own.get();
                }));
        await().until(() -> own.get() != null && frames(own.get()).contains("submitted"));
        assertThat(untilThread(ofOther.get())).containsSubsequence("fork", "forkOfOther", "submit", "submitted");
        assertThat(untilThread(ofOther.get()).indexOf("forkOfOther"))
                .isGreaterThan(untilThread(ofOther.get()).indexOf("fork"));
        assertThat(untilThread(own.get()))
                .containsSubsequence("submit", "submitted")
                .doesNotContain("fork", "forkOfOther");
    }

    private static Future<?> submitted(ForkJoinPool pool, Runnable body) {
        return pool.submit(body);
    }

    private static void forkOfOther(ForkJoinTask<?> other) {
        in("C", () -> other.fork());
    }

    /** What a body fails with, after it has left its task. */
    private Throwable failureOf(Runnable body) {
        return MixedLink.failureOf(pools.single().submit(body)).getCause();
    }

    private static List<String> untilThread(Throwable thrown) {
        return frames(thrown).stream()
                .takeWhile(frame -> !frame.equals("thread"))
                .toList();
    }

    private static List<String> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(frame -> frame.getMethodName().replaceAll("(lambda\\$\\w+\\$).*", "$1"))
                .toList();
    }
}
