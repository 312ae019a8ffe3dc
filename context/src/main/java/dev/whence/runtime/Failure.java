package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is left to tell of a throwable that failed a future, after it was collected. It has copies of what the JVM has
 * noted of the stack, which refer to no object of the program but its classes.
 */
public final class Failure extends WeakReference<Throwable> {
    private static final AtomicIntegerFieldUpdater<Failure> WATCHED =
            AtomicIntegerFieldUpdater.newUpdater(Failure.class, "watched");

    /** The time of the failure. */
    public long millis;

    /** The name of the throwable's class, and its message. No method of the program is called for it. */
    public String text = "";

    /** The ID of the operation in which it was thrown, or has failed the future; empty if it is not known. */
    public volatile String operation = "";

    private @Nullable Hop hop;
    private @Nullable Object backtrace;
    private int depth;

    /** 1 if the throwable has failed a future, else 0. */
    private volatile int watched;

    volatile boolean isObserved;
    volatile boolean isMessageRead;
    volatile @Nullable Loss loss;

    /** The next one in the list of those that are watched. */
    @Nullable Failure next;

    /** One of a throwable of which nothing is noted yet. */
    Failure(Throwable thrown) {
        super(thrown);
    }

    /** Whether this is the first time that the throwable fails a future. */
    boolean isFirst() {
        return watched == 0 && WATCHED.compareAndSet(this, 0, 1);
    }

    /** Notes a throwable. The hop is that of the task in which it was made, or else the given one. */
    void note(Throwable thrown, @Nullable Hop otherwise) {
        Binding binding = Bindings.of(thrown);
        hop = binding == null || binding.hop == null ? otherwise : binding.hop;
        millis = System.currentTimeMillis();
        Object message = Message.FIELD == null ? null : Message.FIELD.get(thrown);
        String type = thrown.getClass().getName();
        text = message == null ? type : type + ": " + message;
        backtrace = RawTrace.backtrace(thrown);
        depth = RawTrace.depth(thrown);
    }

    /** Notes a throwable. The hop is that of the task in which it was made, or else the given one. */
    static Failure of(Throwable thrown, @Nullable Hop otherwise) {
        Failure failure = new Failure(thrown);
        failure.note(thrown, otherwise);
        return failure;
    }

    /** One of no throwable. */
    Failure() {
        super(null);
        isObserved = true;
    }

    /** Loads what is needed, so that it is not loaded later inside a hook. */
    static @Nullable Object load() {
        return Message.FIELD;
    }

    /** The message of throwables. It is not needed if nothing is looked for. */
    static final class Message {
        static final @Nullable VarHandle FIELD = InjectedField.handle(Throwable.class, "detailMessage", String.class);

        private Message() {}
    }

    /** Returns in what way the failure has got lost. */
    public Loss loss() {
        Loss known = loss;
        return isMessageRead ? Loss.ONLY_MESSAGE : known == null ? Loss.LOST : known;
    }

    /** Returns the stack where the throwable was made, with the hops that led there if they are known. */
    public StackTraceElement[] stack() {
        StackTraceElement[] own = RawTrace.elements(backtrace, depth);
        StackTraceElement[] hops = Stitcher.frames(hop);
        StackTraceElement[] all = new StackTraceElement[own.length + hops.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(hops, 0, all, own.length, hops.length);
        return all;
    }
}
