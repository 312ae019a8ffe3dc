package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stack that overflows somewhere in a hop, no matter where, neither ends the carrying nor leaves a mistake behind: only in
 * the very frames where no stack is left to restore anything, a task's correlation may outlast it.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class ExhaustionBehaviour {
    /** A way to run code on the current stack, in the correlation in which it is handed over. */
    private interface Nesting {
        Runnable prepare(Runnable code);
    }

    static Stream<Arguments> nestings() {
        return Stream.of(
                nesting("FutureTask.run", code -> new FutureTask<>(code, "done")),
                nesting("CompletableFuture.complete", code -> {
                    CompletableFuture<String> future = new CompletableFuture<>();
                    future.thenRun(code);
                    return () -> future.complete("value");
                }));
    }

    private static Arguments nesting(String name, Nesting nesting) {
        return argumentSet(name, nesting);
    }

    @DisplayName("103: after a stack overflow the thread has its own correlation, and hops carry theirs")
    @ParameterizedTest
    @MethodSource("nestings")
    void stackOverflow(Nesting nesting) throws Exception {
        Recursion recursion = new Recursion(nesting);
        recursion.loadClasses();
        for (int padding = 0; padding < 40; padding++) {
            recursion.startWith(padding);
        }
        assertThat(recursion.wrongAtTheEnd).isZero();
        assertThat(recursion.wrong).as("of %d", recursion.checked).isLessThan(recursion.checked / 300);
        assertThat(recursion.once()).as("carried afterwards").isEqualTo("C");
    }

    /** Not thread-safe: one thread at a time goes down. */
    private static final class Recursion {
        private static final int LEVELS = 3_000;
        private final Nesting nesting;
        private final Runnable[] levels = new Runnable[LEVELS];
        private volatile int checked;
        private volatile int wrong;
        private volatile int wrongAtTheEnd;
        private volatile int limit;

        Recursion(Nesting nesting) {
            this.nesting = nesting;
        }

        /** What is loaded while the stack overflows can never be loaded again: that would be the JDK's fault, not ours. */
        void loadClasses() throws Exception {
            limit = 50;
            startWith(0);
            limit = LEVELS;
        }

        /** A few frames more each time, so that the stack ends at another place. */
        void startWith(int padding) throws Exception {
            for (int i = 0; i < LEVELS; i++) {
                int level = i;
                levels[i] = in("L" + (i + 1), () -> nesting.prepare(() -> descend(level + 1)));
            }
            Thread thread = new Thread(null, () -> pad(padding), "deep", 300_000);
            in("L0", thread::start);
            thread.join();
        }

        private void pad(int frames) {
            if (frames > 0) {
                pad(frames - 1);
            } else {
                descend(0);
            }
        }

        private void descend(int level) {
            if (level == limit) {
                throw new StackOverflowError();
            }
            try {
                levels[level].run();
            } catch (StackOverflowError e) {
                // That is what was to happen.
            }
            check("L" + level);
        }

        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void check(String expected) {
            String id = id();
            checked++;
            if (!id.equals(expected)) {
                wrong++;
                wrongAtTheEnd += expected.equals("L0") ? 1 : 0;
            }
        }

        /** A hop that is prepared in one thread and made in another. */
        String once() throws Exception {
            Seen seen = new Seen();
            Runnable hop = in("C", () -> nesting.prepare(seen::here));
            elsewhere("B", hop::run);
            return seen.next();
        }
    }
}
