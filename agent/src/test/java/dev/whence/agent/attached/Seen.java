package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What user code saw: a value, most often the current operation, at each of its runs.
 *
 * <p>Built on a plain monitor, so that nothing which carries a context stands between the code and the test.
 */
final class Seen {
    private final List<String> values = new ArrayList<>();
    private final Supplier<String> look;
    private int read;

    /** Looks at the current operation, by its correlation and its MDC. */
    Seen() {
        this(Vocabulary::id);
    }

    Seen(Supplier<String> look) {
        this.look = look;
    }

    /** Handed over as the user's code: notes, and returns, what there is to see. */
    String here() {
        return note(look.get());
    }

    synchronized String note(String value) {
        values.add(value);
        notifyAll();
        return value;
    }

    /** What the next run saw; waits for it. */
    synchronized String next() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (read == values.size()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Nothing was seen after " + values);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError("Interrupted while waiting, after " + values, e);
            }
        }
        return values.get(read++);
    }

    /** What the next runs saw. */
    List<String> next(int count) {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }

    /** What was seen so far, without waiting. */
    synchronized List<String> soFar() {
        return List.copyOf(values);
    }
}
