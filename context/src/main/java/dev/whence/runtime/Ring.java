package dev.whence.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #SIZE} objects that some threads have put in.
 *
 * <p>There is no synchronization, because an object is put in at many hops. If two threads put one in at the same moment,
 * one of the two may be lost. So there are many rings, and few threads share one.
 */
public final class Ring {
    private static final int SIZE = 256;
    private static final int RINGS = 64;
    private static final Ring[] ALL = new Ring[RINGS];

    static {
        for (int i = 0; i < RINGS; i++) {
            ALL[i] = new Ring();
        }
    }

    private final @Nullable Object[] slots = new Object[SIZE];
    private int next;

    /** Returns the ring of a thread. */
    @SuppressWarnings("deprecation") // threadId came with JDK 19. A wrong number only lets two threads share a ring.
    static Ring of(Thread thread) {
        return ALL[(int) thread.getId() & (RINGS - 1)];
    }

    /** Puts an object in, and returns the one whose place it takes, or null. */
    public @Nullable Object put(Object object) {
        int slot = next & (SIZE - 1);
        next = slot + 1;
        Object before = slots[slot];
        slots[slot] = object;
        return before;
    }

    /** Takes all objects out of all rings. */
    public static void takeAll(Consumer<Object> taker) {
        for (Ring ring : ALL) {
            for (int slot = 0; slot < SIZE; slot++) {
                Object object = ring.slots[slot];
                if (object != null) {
                    ring.slots[slot] = null;
                    taker.accept(object);
                }
            }
        }
    }

    /** Shows all objects in all rings, and leaves them there. */
    public static void forEach(Consumer<Object> viewer) {
        for (Ring ring : ALL) {
            for (Object object : ring.slots) {
                if (object != null) {
                    viewer.accept(object);
                }
            }
        }
    }
}
