package dev.whence.logback;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A writer that no thread uses at the moment. It is taken while it is used: another thread, or a {@code toString} that
 * logs, gets a new one.
 */
final class Spare<T> {
    private final AtomicReference<@Nullable T> idle = new AtomicReference<>();
    private final Supplier<T> maker;

    Spare(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T taken = idle.getAndSet(null);
        return taken == null ? maker.get() : taken;
    }

    void giveBack(T unused) {
        idle.set(unused);
    }
}
