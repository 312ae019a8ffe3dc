package dev.whence.runtime;

import java.lang.ref.WeakReference;

/** A helper that waits until the garbage collector has collected an object. */
public final class Garbage {
    private static final int TRIES = 200;

    public static void awaitCollected(WeakReference<?> reference) {
        for (int i = 0; i < TRIES; i++) {
            System.gc();
            if (reference.refersTo(null)) {
                return;
            }
        }
        throw new AssertionError("still held: " + reference.get());
    }

    private Garbage() {}
}
