package dev.whence.testing;

import dev.whence.context.LogicalStack;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What happens in a test, in causal order. A test gets its timeline as a parameter:
 *
 * <pre>{@code
 * @ExtendWith(TimelineExtension.class)
 * class OrdersTest {
 *     @Test
 *     void shipsWhatIsPaid(Timeline timeline) {
 *         Orders orders = new Orders(() -> timeline.mark("paid"), () -> timeline.mark("shipped"));
 *
 *         orders.place("book").join();
 *
 *         assertThat(timeline).ordered("paid", "shipped");
 *     }
 * }
 * }</pre>
 *
 * <p>One event is ordered before another if the agent has followed a path between them: along a task, to a task that it
 * submits, or from the completion of a future to what uses its result. Such a path is there in each run of the program.
 * So one run tells whether the order is certain, or has come about by chance. Locks, latches and queues are not followed.
 * Where one of these orders events, the test {@linkplain #orderedBy states} it.
 *
 * <p>An event must have happened before something is asserted about it. So the test first waits for its work, as any
 * other test does.
 *
 * <p>All methods can be called by any thread.
 *
 * @see TimelineAssert
 * @see TimelineAssertions
 */
public final class Timeline {
    private final Recorder recorder;
    private final String test;
    private final String correlation;
    private final Moment begin;
    private final Set<String> marks = new HashSet<>();
    private final Set<String> logged = new LinkedHashSet<>();

    /** For each lock or the like the last mark that it orders. */
    private final IdentityHashMap<Object, Moment> lastOrdered = new IdentityHashMap<>();

    /** Begins a timeline. The calling thread is that of the test. */
    Timeline(String test, String correlation, Recorder recorder) {
        this.test = test;
        this.correlation = correlation;
        this.recorder = recorder;
        recorder.use(correlation);
        this.begin = recorder.add((stamp, now) -> Moment.line(stamp, now, "", "", "(the test begins)"));
    }

    void end() {
        recorder.leave();
    }

    /**
     * Marks an event, here and now. Several events may have the same name.
     *
     * @param name the name of the event, as in the assertions
     */
    public void mark(String name) {
        mark(name, "");
    }

    private Moment mark(String name, String stated) {
        LogicalStack stack = LogicalStack.current();
        Moment mark = recorder.add((stamp, now) -> Moment.mark(stamp, now, name, stated, stack));
        synchronized (this) {
            marks.add(mark.id());
        }
        return mark;
    }

    /**
     * Makes events of the lines that the program logs in this test and whose message contains a text. Lines count that
     * were logged before this call, too. They are taken from logback, Log4j 2 and {@code java.util.logging}, if they
     * pass the levels there.
     *
     * @return the text, which is the name of these events
     */
    public synchronized String logged(String text) {
        logged.add(text);
        return text;
    }

    /**
     * Returns a way to mark events that a lock, a latch, a queue or the like orders: each event that is marked by way of
     * this object comes after all that were marked so before. The agent cannot see that, so the test states it.
     *
     * <p>Mark the event while the lock is held. For other objects, mark the first event before the latch is counted down
     * or the element is put, and the second one after it was awaited or taken.
     *
     * @param synchronizer what orders the events, such as a lock, or a latch
     */
    public Ordered orderedBy(Object synchronizer) {
        return new Ordered(synchronizer);
    }

    /** Marks events that an object orders. */
    public final class Ordered {
        private final Object synchronizer;

        private Ordered(Object synchronizer) {
            this.synchronizer = synchronizer;
        }

        /**
         * Marks an event that comes after all others that this object orders.
         *
         * @throws IllegalStateException if the object is a lock that the calling thread does not hold: it does not order
         *     the event then
         */
        public void mark(String name) {
            if (!isHeld()) {
                throw new IllegalStateException("the event \"" + name + "\" cannot be ordered by " + synchronizer
                        + ", which this thread does not hold");
            }
            synchronized (lastOrdered) {
                Moment last = lastOrdered.get(synchronizer);
                lastOrdered.put(synchronizer, Timeline.this.mark(name, last == null ? "" : last.id()));
            }
        }

        private boolean isHeld() {
            if (synchronizer instanceof ReentrantLock lock) {
                return lock.isHeldByCurrentThread();
            }
            if (synchronizer instanceof ReentrantReadWriteLock.WriteLock lock) {
                return lock.isHeldByCurrentThread();
            }
            return true;
        }
    }

    /** Returns what has happened until now. */
    Run run() {
        List<Moment> moments = recorder.moments();
        synchronized (this) {
            return new Run(
                    test,
                    begin,
                    moments,
                    Set.copyOf(marks),
                    List.copyOf(logged),
                    recorder.others(correlation),
                    recorder.isOverfull());
        }
    }
}
