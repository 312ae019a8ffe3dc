package dev.whence.runtime.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Rids the weak tables of what was kept for objects that have been collected.
 *
 * <p>A table drops such entries whenever it writes near them, which keeps it small; but where nothing is written any more,
 * the context of work that an application dropped would keep the class loader of that application for ever. So the agent
 * runs this after a garbage collection.
 */
public final class Sweep implements Runnable {
    private static final long PAUSE_NANOS = 1_000_000_000;
    private static final List<Swept> TABLES = new ArrayList<>();

    private long last = System.nanoTime() - PAUSE_NANOS;

    /** A table with entries for objects that it holds weakly. */
    interface Swept {
        /** Drops the entries of collected objects. */
        void sweep();
    }

    /** Has a table swept from now on, for ever. */
    public static <T extends Swept> T also(T table) {
        synchronized (TABLES) {
            TABLES.add(table);
        }
        return table;
    }

    /** Sweeps all tables, unless that was done just before. */
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
