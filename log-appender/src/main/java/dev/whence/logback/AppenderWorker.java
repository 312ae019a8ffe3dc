package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that takes events from the ring and puts them into the sink, in their order.
 *
 * <p><b>Rest.</b> If the ring is empty, the worker flushes the sink and rests. For a short time after the last event it
 * only naps: it looks again after a millisecond, and a logging thread wakes it only if a quarter of the ring is full.
 * So under load the worker takes many events at a time, and no logging thread spends time on waking it. After that the
 * worker sleeps until a thread wakes it. No wake-up is lost: the worker says that it rests before it looks at the ring
 * once more, and a thread publishes its event before it asks whether the worker rests. All these accesses are volatile,
 * so at least one of the two sees the other.
 *
 * <p><b>Gaps.</b> Each event that gets no place is counted and added to the pending gap. The worker announces that gap
 * when the ring is empty. It does so earlier, once it has put the events that were accepted before the gap, if half of
 * the ring is free or the gap spans more than a second. The first event of a gap wakes the worker, so a gap is
 * announced even if no further event follows.
 *
 * <p><b>Stopping.</b> {@link #stop} lets the worker empty the ring. The worker then closes the ring while no thread
 * waits for a place, and ends. If that takes too long, {@code stop} closes the ring itself and abandons what is left:
 * it counts as dropped from then on. If the sink returns later, the worker takes the remaining events without writing
 * them, announces them as a gap, and ends.
 *
 * <p><b>Failures.</b> Nothing but {@link #stop} ends the thread: neither an exception, nor an interrupt, nor a lack of
 * memory or stack.
 */
final class AppenderWorker {
    private static final int AWAKE = 0;
    private static final int NAPPING = 1;
    private static final int SLEEPING = 2;

    /** If one in so many places is taken, the worker is woken from a nap, and is behind. */
    private static final int WAKE = 4;

    private static final int BEHIND = 16;

    /** After so many events the worker looks whether it is behind. */
    private static final int LOOK = 64;

    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** A rest while a thread waits for the worker, which in turn waits for another thread to publish its event. */
    private static final long BLINK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** How often the worker naps before it sleeps. */
    private static final int NAPS = 50;

    private final ContextAwareBase owner;
    private final String name;
    private final EventRing ring;
    private final Sink sink;
    private final Tally tally;
    private final GapCollector gaps = new GapCollector();
    private final GapAnnouncer announcer;
    private final Thread thread;

    private final AtomicInteger rest = new AtomicInteger(AWAKE);
    private int naps;

    /** Whether so many events wait that the threads which log should prepare them. */
    private volatile boolean isBehind;

    /** The threads that wait for a place in the ring. The worker does not end before they got one. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** The threads that wait until something is flushed, or until the worker has ended. */
    private final Observers observers = new Observers();

    /** The number of events that were flushed. */
    private volatile long flushed;

    private volatile boolean stopping;
    private volatile boolean abandoned;
    private volatile boolean ended;

    AppenderWorker(ContextAwareBase owner, String name, EventRing ring, Sink sink, Tally tally) {
        this.owner = owner;
        this.name = name;
        this.ring = ring;
        this.sink = sink;
        this.tally = tally;
        this.announcer = new GapAnnouncer(owner, sink);
        this.thread = new Thread(null, this::run, "whence-" + name, 0, false);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns whether the current thread is the worker, as in an attached appender that logs. */
    boolean isWorker() {
        return Thread.currentThread() == thread;
    }

    /** Returns whether {@link #stop} has given up. Then a sink that waits must give up as well. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** Returns whether so many events wait for the worker that the threads which log should prepare theirs. */
    boolean isBehind() {
        return isBehind;
    }

    /** Wakes the worker if it should take what was published at this position. */
    void published(long position) {
        int state = rest.get();
        if (state == SLEEPING || (state == NAPPING && WAKE * (position - ring.removed()) >= ring.capacity())) {
            wake();
        }
    }

    private void wake() {
        if (rest.getAndSet(AWAKE) != AWAKE) {
            LockSupport.unpark(thread);
        }
    }

    /** Adds an event that got no place, and returns whether it is the first one of a gap. */
    boolean addToGap(ILoggingEvent event, Loss loss, String reason) {
        return addToGap(Gap.of(EventStamps.instant(event), loss, reason));
    }

    /** Adds missing events, and returns whether they are the first ones of a gap. */
    boolean addToGap(Gap gap) {
        boolean isFirst = gaps.add(gap, ring.accepted());
        if (isFirst) {
            wake();
        }
        return isFirst;
    }

    /** Keeps the worker from ending until {@link #endWait}. */
    void beginWait() {
        waiting.incrementAndGet();
    }

    /** Returns the number of threads that wait for a place. */
    int waiting() {
        return waiting.get();
    }

    void endWait() {
        if (waiting.decrementAndGet() == 0 && stopping) {
            wake();
        }
    }

    /**
     * Waits until the sink is flushed with that many events. The worker itself does not wait.
     *
     * @param events a number of events, counted from the first one that the ring has accepted
     * @param millis the longest wait in milliseconds
     * @return false if the time elapsed
     */
    boolean flush(long events, long millis) {
        return await(millis, () -> flushed >= events);
    }

    /**
     * Ends the worker when the ring is empty, or else when the time has elapsed. In that case the remaining events are
     * dropped. The worker itself does not wait.
     *
     * @param millis the longest wait in milliseconds
     * @return false if the time elapsed
     */
    boolean stop(long millis) {
        stopping = true;
        if (await(millis, () -> false)) {
            return true;
        }
        ring.close();
        tally.abandon(ring.accepted());
        abandoned = true;
        LockSupport.unpark(thread);
        return false;
    }

    private boolean await(long millis, Observers.State state) {
        observers.begin();
        wake();
        try {
            return isWorker() || observers.await(millis, () -> ended || state.isReached());
        } finally {
            observers.end();
        }
    }

    private void run() {
        // Here, because the first use of JMX would delay the start of the application.
        Registration registration = Registration.of(owner, name);
        while (!isFinished()) {
            try {
                takeAll();
                flush();
                rest();
            } catch (Throwable e) {
                // Nothing but stop() ends this thread: see above.
            }
        }
        try {
            flush();
            sink.close();
        } catch (Throwable e) {
            GapAnnouncer.report(owner, "The output failed while it was closed", e);
        } finally {
            if (registration != null) {
                registration.close();
            }
            ended = true;
            observers.signal();
        }
    }

    private boolean isFinished() {
        if (stopping && waiting.get() == 0) {
            ring.closeIfEmpty();
        }
        return ring.isClosed() && ring.isEmpty();
    }

    private void takeAll() {
        // Fields that change with each event would share a cache line with those that each logging thread reads.
        int taken = 0;
        for (ILoggingEvent event = ring.peek(); event != null; event = ring.peek()) {
            taken++;
            try {
                take(event);
            } finally {
                ring.remove();
            }
            if (taken % LOOK == 0) {
                isBehind = BEHIND * (ring.capacity() - ring.available()) >= ring.capacity();
            }
        }
        isBehind = false;
        naps = taken > 0 ? 0 : naps;
    }

    private void take(ILoggingEvent event) {
        if (abandoned) {
            addToGap(event, Loss.STOPPED, "the appender was stopped before they could be written");
            return;
        }
        announce(gaps.isPending() ? gaps.takeIfDue(ring.removed(), 2 * ring.available() >= ring.capacity()) : null);
        try {
            sink.put(event);
        } catch (Throwable e) {
            fail(event, e);
        }
    }

    private void announce(@Nullable Gap gap) {
        if (gap == null) {
            announcer.announceMissing();
        } else {
            announcer.announce(gap);
        }
    }

    /** Counts an event that failed. The first failure is reported, and then each time their number has doubled. */
    private void fail(ILoggingEvent event, Throwable failure) {
        long failed = tally.fail();
        announcer.addFailed(event);
        if (Long.bitCount(failed) == 1) {
            GapAnnouncer.report(owner, failed + " log events failed. The last failure is", failure);
        }
    }

    private void flush() {
        announce(gaps.take());
        try {
            sink.flush();
        } catch (Throwable e) {
            GapAnnouncer.report(owner, "The output could not be flushed", e);
        }
        flushed = ring.removed();
        observers.signal();
    }

    private void rest() {
        boolean isLong = ++naps > NAPS;
        rest.set(isLong ? SLEEPING : NAPPING);
        if (ring.peek() == null && !gaps.isPending()) {
            boolean isObserved = stopping || observers.areWaiting();
            LockSupport.parkNanos(this, isObserved ? BLINK_NANOS : isLong ? Long.MAX_VALUE : NAP_NANOS);
        }
        rest.set(AWAKE);
        // An interrupt would make each rest end at once.
        Thread.interrupted();
    }
}
