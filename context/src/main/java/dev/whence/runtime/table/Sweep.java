package dev.whence.runtime.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Removes the entries of collected objects from the weak tables.
 *
 * <p>A table drops such entries itself whenever it writes to their chain. That keeps the table small, but it does not
 * suffice: without further writes, the context of an undeployed application's work would keep its class loader alive
 * for ever. So the agent runs this after a garbage collection.
 */
public final class Sweep implements Runnable {
    private static final long PAUSE_NANOS = 1_000_000_000;
    private static final List<Swept> TABLES = new ArrayList<>();

    private long last = System.nanoTime() - PAUSE_NANOS;

    /** A table that holds objects weakly. */
    interface Swept {
        /** Drops the entries of collected objects. */
        void sweep();
    }

    /** Registers a table, which is never unregistered, and returns it. */
    public static <T extends Swept> T also(T table) {
        synchronized (TABLES) {
            TABLES.add(table);
        }
        return table;
    }

    /** Sweeps all tables, unless that happened within the last second. */
    @Override
    public void run() {
        long now = System.nanoTime();
        if (now - last >= PAUSE_NANOS) {
            last = now;
            for (Swept table : tables()) {
                table.sweep();
            }
        }
    }

    private static List<Swept> tables() {
        synchronized (TABLES) {
            return new ArrayList<>(TABLES);
        }
    }
}
