package dev.whence.runtime.table;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WeakTable} that adapts its size to the number of its entries. It is lock-free, so that hooks may use it.
 *
 * <p>The entries are in a list of tables, oldest first; there is mostly only one. If the chains of the last table get
 * long, a hook appends a larger table. New entries go there, and the existing entries stay where they are: a hook moves
 * nothing and waits for nothing. After a garbage collection the sweep moves all entries that are still alive into the
 * last table and drops the others. If a smaller table would have sufficed for all that there was before the sweep, the sweep
 * appends that one first. What was dropped counts too: as much may come again before the next collection, and a table
 * that is too small for it slows down all hooks until it has grown.
 *
 * <p>Two rules make sure that no entry is lost. First, entries only ever move from an older table to the last one, and
 * are added there before they are removed. So a reader that searches the oldest table first cannot miss an entry that
 * moves while it reads. A reader that found nothing starts again if the list of tables has changed meanwhile. Second, a
 * writer checks after each write whether its table is still the last one. If it is not, the sweep may have emptied that
 * table already, so the writer writes to the new last table as well.
 */
public final class GrowingTable<V> implements Sweep.Swept {
    private final AtomicBoolean isChanging = new AtomicBoolean();

    /** The tables, oldest first. The list is never changed, only replaced. */
    private volatile List<WeakTable<V>> tables = List.of(new WeakTable<>());

    /** Returns the value of a key, or null if it has none. */
    public @Nullable V get(Object key) {
        List<WeakTable<V>> seen;
        V value;
        do {
            seen = tables;
            value = find(seen, key);
        } while (value == null && seen != tables);
        return value;
    }

    private static <V> @Nullable V find(List<WeakTable<V>> tables, Object key) {
        for (int i = 0; i < tables.size(); i++) {
            V value = tables.get(i).get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Adds a value unless the key has one. Returns the value that the key has afterwards. */
    public V putIfAbsent(Object key, V value) {
        V present = get(key);
        return present != null ? present : add(key, value);
    }

    private V add(Object key, V value) {
        grow(key);
        WeakTable<V> last;
        V added = value;
        do {
            last = last(tables);
            added = last.putIfAbsent(key, added);
        } while (last != last(tables));
        return added;
    }

    /** Sets the value of a key. It replaces any other value. */
    public void put(Object key, V value) {
        WeakTable<V> last;
        do {
            List<WeakTable<V>> known = tables;
            last = last(known);
            for (int i = 0; i < known.size() - 1; i++) {
                known.get(i).remove(key);
            }
            last.put(key, value);
        } while (last != last(tables));
    }

    private void grow(Object key) {
        if (last(tables).isCrowded(key) && isChanging.compareAndSet(false, true)) {
            try {
                append(WeakTable.largerThan(last(tables)));
            } finally {
                isChanging.set(false);
            }
        }
    }

    @Override
    public void sweep() {
        int entries = 0;
        for (WeakTable<V> table : tables) {
            entries += table.sweepAndCount();
        }
        if (isChanging.compareAndSet(false, true)) {
            try {
                append(WeakTable.smallerThan(last(tables), entries));
                gather();
            } finally {
                isChanging.set(false);
            }
        }
    }

    private void append(WeakTable<V> table) {
        List<WeakTable<V>> known = tables;
        if (table != last(known)) {
            List<WeakTable<V>> more = new ArrayList<>(known);
            more.add(table);
            tables = more;
        }
    }

    private void gather() {
        List<WeakTable<V>> known = tables;
        for (int i = 0; i < known.size() - 1; i++) {
            known.get(i).moveTo(last(known));
        }
        if (known.size() > 1) {
            tables = List.of(last(known));
        }
    }

    private static <V> WeakTable<V> last(List<WeakTable<V>> tables) {
        return tables.get(tables.size() - 1);
    }
}
