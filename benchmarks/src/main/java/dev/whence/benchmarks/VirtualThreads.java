package dev.whence.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Starts virtual threads by a method handle, since the benchmarks are compiled for JDK 17. */
public final class VirtualThreads {
    private static final @Nullable MethodHandle START = find();

    static boolean exist() {
        return START != null;
    }

    /** Starts a virtual thread. */
    public static Thread start(Runnable action) {
        if (START == null) {
            throw new UnsupportedOperationException("Virtual threads need JDK 21");
        }
        try {
            return (Thread) START.invokeExact(action);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private VirtualThreads() {}
}
