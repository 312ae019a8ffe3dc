package dev.whence.runtime;

import java.util.concurrent.TimeUnit;

/**
 * A clock that counts the seconds since the agent has started, roughly. To read it costs next to nothing, so it suits
 * what is made often. Without the agent it stands still.
 */
public final class Ticks {
    private static final long MILLIS = 1_000;

    private static volatile int count;
    private static volatile long last;

    /** Returns what the clock shows. */
    public static int count() {
        return count;
    }

    /** Moves the clock on. Called by one thread, at least a second after the last call. */
    public static void next() {
        int moved = count + 1;
        last = System.nanoTime();
        count = moved;
    }

    /**
     * Returns how much time has passed at least since the clock has shown something, in milliseconds. It may have been
     * read just before it moved on, so the truth is up to a second more.
     */
    public static long millisSince(int shown) {
        int moves = count - shown;
        return moves <= 0
                ? 0
                : (moves - 1) * MILLIS + TimeUnit.NANOSECONDS.toMillis(Math.max(0, System.nanoTime() - last));
    }

    private Ticks() {}
}
