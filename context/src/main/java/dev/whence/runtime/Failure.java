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
    public final long millis = System.currentTimeMillis();

    /** The ID of the operation in which it was thrown, or has failed the future; empty if it is not known. */
    public volatile String operation = "";

    /** What is known of the throwable; null if nobody asks whether it was observed. */
    private final @Nullable KnownThrowable known;

    private final String type;
    private final @Nullable Object message;
    private final @Nullable Hop hop;
    private final @Nullable Object backtrace;
    private final int depth;

    /** The next one in the list of those that are watched. */
    @Nullable Failure next;

    /** Notes a throwable. The hop is that of the task in which it was made, or else the given one. */
    Failure(Throwable thrown, @Nullable KnownThrowable known, @Nullable Hop otherwise) {
        super(thrown);
        this.known = known;
        Binding binding = Bindings.of(thrown);
        hop = binding == null || binding.hop == null ? otherwise : binding.hop;
        type = thrown.getClass().getName();
        message = Message.FIELD == null ? null : Message.FIELD.get(thrown);
        backtrace = RawTrace.backtrace(thrown);
        depth = RawTrace.depth(thrown);
    }

    /** Notes a throwable of which it does not matter whether it is observed. */
    static Failure of(Throwable thrown, @Nullable Hop otherwise) {
        return new Failure(thrown, null, otherwise);
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

    /** Returns the name of the throwable's class, and its message. No method of the program is called for it. */
    public String text() {
        return message == null ? type : type + ": " + message;
    }

    boolean isObserved() {
        return known != null && known.isObserved;
    }

    /** Returns in what way the failure has got lost. */
    public Loss loss() {
        Loss loss = known == null ? null : known.loss;
        return known != null && known.isMessageRead ? Loss.ONLY_MESSAGE : loss == null ? Loss.LOST : loss;
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
