package dev.whence.logback;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writers that no thread uses at the moment. One is taken while it is used: a thread that finds none, such as one in a
 * {@code toString} that logs, gets a new one.
 *
 * <p>There are several places, so that threads which encode at the same time do not compete for one.
 */
final class Spare<T> {
    private static final int PLACES = 16;

    /** The distance of two places, so that no two of them share a cache line. */
    private static final int APART = 32;

    private final AtomicReferenceArray<@Nullable T> idle = new AtomicReferenceArray<>(PLACES * APART);
    private final Supplier<T> maker;

    Spare(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T taken = idle.getAndSet(place(), null);
        return taken == null ? maker.get() : taken;
    }

    void giveBack(T unused) {
        idle.lazySet(place(), unused);
    }

    private static int place() {
        return (System.identityHashCode(Thread.currentThread()) & (PLACES - 1)) * APART;
    }
}
