package dev.whence.agent.live;

import dev.whence.agent.live.Shapes.Shape;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something in flight: a thread, a future, work in a queue or a request to another process. It knows what it waits for.
 * There may be millions, so what few nodes have shares a field.
 */
final class Node {
    /** What a node can be. */
    enum Kind {
        /** A thread that runs work of an operation, or waits for something in flight. */
        THREAD,
        /** A future that is not complete. */
        FUTURE,
        /** Work that waits to be run, and completes no future that is known. */
        WORK,
        /** A request to another process, or what else is waited for outside of this JVM. */
        REMOTE
    }

    private static final int FEW = 8;

    /** The {@link #detail} of a future that a client keeps for itself, beside the one that its caller has got. */
    private static final Object BESIDE = new Object();

    /** The thread, the future, the work, or an object that stands for the request. */
    final Object subject;

    /** The task that runs, or that completes the future, or that is going to run; null if it is not known. */
    @Nullable Task task;

    /** A {@link Place}, a {@link Sight}, a {@link Limit}, a {@link Remote}, or {@link #BESIDE}; null for none. */
    private @Nullable Object detail;

    /** The node that this one waits for, or a list of several; null for none. Most nodes wait for one. */
    private @Nullable Object waitsFor;

    /** The shape, once it is known. */
    @Nullable Shape shape;

    /** For how long the node is known, in seconds. */
    int seconds;

    /** Whether the future is complete as soon as one of those is that it waits for. */
    boolean takesFirst;

    /** Whether a time limit completes the future, also if {@link #limitSeconds} is not known. */
    boolean isLimited;

    /** Whether another node waits for this one. */
    boolean isAwaited;

    /** Whether the walk that looks for the shape has come here, and has not gone back. */
    boolean isOnPath;

    Node(Object subject) {
        this.subject = subject;
    }

    Kind kind() {
        return subject instanceof Thread
                ? Kind.THREAD
                : subject instanceof CompletableFuture
                        ? Kind.FUTURE
                        : detail instanceof Remote ? Kind.REMOTE : Kind.WORK;
    }

    /**
     * Returns the time for which this is in flight at least, in milliseconds; 0 if that is not known. It is known from
     * when others depend on it, or from the hop that led to its task.
     */
    long ageMillis() {
        return Math.max(1_000L * seconds, task == null ? 0 : TaskView.millisSinceHop(task));
    }

    /** Returns the place where the work waits; null if it does not. */
    @Nullable Place place() {
        return detail instanceof Place place ? place : null;
    }

    /** Returns what can be seen of the thread; null if this is none. */
    @Nullable Sight sight() {
        return detail instanceof Sight sight ? sight : null;
    }

    /** Returns the time until a future is completed by its time limit, in seconds; 0 if nothing else is known of it. */
    int limitSeconds() {
        return detail instanceof Limit limit ? limit.seconds() : 0;
    }

    void is(Place place) {
        detail = place;
    }

    void isLimitedTo(int seconds) {
        isLimited = true;
        if (detail == null) {
            detail = new Limit(seconds);
        }
    }

    void is(Sight sight) {
        detail = sight;
    }

    /** Notes that a client keeps this future for itself, if nothing more important is known of it. */
    void isBeside() {
        if (detail == null) {
            detail = BESIDE;
        }
    }

    /** Returns what is waited for outside of this JVM; null if this is something inside. */
    @Nullable Remote remote() {
        return detail instanceof Remote remote ? remote : null;
    }

    void is(Remote remote) {
        detail = remote;
    }

    List<Node> waitsFor() {
        return waitsFor == null ? List.of() : waitsFor instanceof Node only ? List.of(only) : several();
    }

    /** Returns the only node that this one waits for; null if there is none, or if there are several. */
    @Nullable Node only() {
        return waitsFor instanceof Node only ? only : null;
    }

    /** Returns the node that this one began to wait for first; null if there is none. */
    @Nullable Node first() {
        return waitsFor instanceof List ? several().get(0) : only();
    }

    boolean waitsForSeveral() {
        return waitsFor instanceof List;
    }

    @SuppressWarnings("unchecked")
    private List<Node> several() {
        return (List<Node>) Objects.requireNonNull(waitsFor);
    }

    /**
     * Whether this serves nobody at the moment: it is a thread that waits, has no correlation, and nothing in flight is
     * known that it waits for. Or it is a thread of the JDK itself, or a future that a client keeps for itself.
     */
    boolean isIdle() {
        Sight sight = sight();
        return detail == BESIDE
                || (sight != null
                        && waitsFor == null
                        && task != null
                        && (TaskView.isBodyOfThread(task) || Sighting.isPoller(sight.frames()))
                        && Sighting.isInJdk(sight.frames())
                        && !sight.isForRoom());
    }

    /** Adds what this node waits for. */
    void waitsFor(Node other) {
        if (waitsFor == null) {
            waitsFor = other;
        } else if (waitsFor instanceof Node only) {
            waitsFor = only == other ? only : new ArrayList<>(List.of(only, other));
        } else if (!hasAmongLast(other)) {
            several().add(other);
        }
        other.isAwaited = true;
    }

    /** Replaces what this node waits for. */
    void waitsForOnly(Node other) {
        waitsFor = other;
    }

    /** Whether a node is among the last of several. One is added twice at once, if ever, and there may be thousands. */
    private boolean hasAmongLast(Node other) {
        List<Node> all = several();
        return all.subList(Math.max(0, all.size() - FEW), all.size()).contains(other);
    }

    /**
     * A place in the queue of a pool, or in a timer.
     *
     * @param pool the pool
     * @param position the position in the queue, from 1 on; 0 if the queue has no order that is known
     * @param delayMillis the time that is left until the work is due; 0 if it is due
     */
    record Place(Pool pool, int position, long delayMillis) {}

    /** The time until a future is completed by its time limit. */
    private record Limit(int seconds) {}

    /**
     * What can be seen of a thread.
     *
     * @param frames the stack, innermost frame first
     * @param waitsIn what it is blocked in, in words; empty if it is not
     */
    record Sight(List<StackTraceElement> frames, String waitsIn) {
        /** Whether it waits for room in a queue, for which no thread waits that has nothing to do. */
        boolean isForRoom() {
            return waitsIn.endsWith("Queue.put") || waitsIn.endsWith("Deque.put");
        }
    }
}
