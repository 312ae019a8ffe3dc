package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What is left to tell of a throwable that failed a future, after it was collected. It has copies of what the JVM has
 * noted of the stack, which refer to no object of the program but its classes.
 */
public final class Failure extends WeakReference<Throwable> {
    /** The time of the failure. */
    public final long millis;

    /** The name of the throwable's class, and its message. No method of the program is called for it. */
    public final String text;

    /** The ID of the operation in which it was thrown, or has failed the future; empty if it is not known. */
    public volatile String operation = "";

    private final @Nullable Hop hop;
    private final @Nullable Object backtrace;
    private final int depth;

    volatile boolean isObserved;

    /** The next one in the list of those that are watched. */
    @Nullable Failure next;

    private Failure(Throwable thrown, @Nullable Hop hop) {
        super(thrown);
        this.millis = System.currentTimeMillis();
        Object message = Message.FIELD == null ? null : Message.FIELD.get(thrown);
        String type = thrown.getClass().getName();
        this.text = message == null ? type : type + ": " + message;
        this.hop = hop;
        this.backtrace = RawTrace.backtrace(thrown);
        this.depth = RawTrace.depth(thrown);
    }

    /** Notes a throwable. The hop is that of the task in which it was made, or else the given one. */
    static Failure of(Throwable thrown, @Nullable Hop otherwise) {
        Binding binding = Bindings.of(thrown);
        return new Failure(thrown, binding == null || binding.hop == null ? otherwise : binding.hop);
    }

    /** One of no throwable. */
    Failure() {
        super(null);
        millis = 0;
        text = "";
        hop = null;
        backtrace = null;
        depth = 0;
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
