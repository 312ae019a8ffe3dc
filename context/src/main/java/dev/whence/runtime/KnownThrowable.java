package dev.whence.runtime;

import dev.whence.runtime.table.GrowingTable;
import dev.whence.runtime.table.Sweep;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a throwable: in which task it was made, and whether the program has looked at it.
 *
 * <p>All of it is found by one look into one table. A throwable that fails is new to the table, and its place there is
 * in no cache of the processor, so this look takes longer than what is done with the answer.
 */
final class KnownThrowable {
    private static final GrowingTable<KnownThrowable> TABLE = Sweep.also(new GrowingTable<>());
    private static final AtomicReferenceFieldUpdater<KnownThrowable, @Nullable Binding> BINDING =
            AtomicReferenceFieldUpdater.newUpdater(KnownThrowable.class, Binding.class, "binding");
    private static final AtomicIntegerFieldUpdater<KnownThrowable> WATCHED =
            AtomicIntegerFieldUpdater.newUpdater(KnownThrowable.class, "watched");

    /** The task in which the throwable was made; null while that is undecided. Written by {@link Bindings}. */
    volatile @Nullable Binding binding;

    /**
     * The {@linkplain RawTrace#identity frames} of the exception that a future has wrapped around the throwable when it
     * left its task; 0 if there is none. The wrapper belongs to the same task, and needs no entry of its own as long as
     * nobody reads its trace.
     */
    volatile int wrapper;

    /** Whether the program has looked at the throwable. This and what follows is only known if failures are watched. */
    volatile boolean isObserved;

    volatile boolean isMessageRead;

    /** In what way the throwable gets lost if nobody observes it; null if it has not failed a future. */
    volatile @Nullable Loss loss;

    /** 1 if there is a {@link Failure} of the throwable, else 0. */
    private volatile int watched;

    /** Returns what is known of a throwable, or null if that is nothing. */
    static @Nullable KnownThrowable find(Throwable throwable) {
        return TABLE.get(throwable);
    }

    /** Returns what is known of a throwable. If that is nothing, from now on it is known. */
    static KnownThrowable of(Throwable throwable) {
        KnownThrowable known = TABLE.get(throwable);
        return known == null ? TABLE.putIfAbsent(throwable, new KnownThrowable()) : known;
    }

    /** Decides in which task the throwable was made, unless that is decided. Returns what is decided afterwards. */
    Binding bind(Binding decision) {
        BINDING.compareAndSet(this, null, decision);
        Binding decided = binding;
        return decided == null ? decision : decided;
    }

    /** Whether this is the first time that the throwable is to be watched. */
    boolean isFirst() {
        return watched == 0 && WATCHED.compareAndSet(this, 0, 1);
    }
}
