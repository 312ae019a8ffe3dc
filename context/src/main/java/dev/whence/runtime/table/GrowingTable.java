package dev.whence.runtime.table;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WeakTable} that is as large as what it holds needs; lock-free, so that a hook may use it.
 *
 * <p>Where the chains get long, a larger table takes what comes, and the smaller one keeps what it has: a hook moves nothing
 * and waits for nothing. After a garbage collection the sweep moves what is still alive into the last table, which it first
 * replaces by a smaller one if that is enough, and drops the others. So who looks for a key begins with the oldest table, as
 * what is moved goes to the last; and who wrote into a table that is the last one no more writes into the next one too, since
 * the sweep may have been there before.
 */
public final class GrowingTable<V> implements Sweep.Swept {
    private final AtomicBoolean isChanging = new AtomicBoolean();

    /** The oldest comes first. */
    private volatile List<WeakTable<V>> tables = List.of(new WeakTable<>());

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

    /** Adds a value unless the key has one, and returns the one that the key then has. */
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

    /** Puts a value in the place of any other. */
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
        int objects = 0;
        for (WeakTable<V> table : tables) {
            table.sweep();
            objects += table.count();
        }
        if (isChanging.compareAndSet(false, true)) {
            try {
                append(WeakTable.smallerThan(last(tables), objects));
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
