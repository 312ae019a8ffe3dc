package dev.whence.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WeakTable} for any number of objects: where the chains of one get long, a larger one takes what comes, and the
 * smaller one keeps what it has, so that nothing is ever moved or waited for.
 */
final class GrowingTable<V> implements Sweep.Swept {
    private final AtomicBoolean isGrowing = new AtomicBoolean();
    private volatile Tables<V> tables = new Tables<>(new WeakTable<>(), null);

    /** The largest table, and those before. */
    private record Tables<V>(WeakTable<V> table, @Nullable Tables<V> smaller) {}

    @Nullable V get(Object key) {
        for (Tables<V> each = tables; each != null; each = each.smaller) {
            V value = each.table.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Adds a value unless the key has one, and returns the one that the key then has. */
    V putIfAbsent(Object key, V value) {
        V present = get(key);
        return present != null ? present : roomy(key).putIfAbsent(key, value);
    }

    /** Puts a value in the place of any other. */
    void put(Object key, V value) {
        for (Tables<V> each = tables.smaller; each != null; each = each.smaller) {
            each.table.remove(key);
        }
        tables.table.put(key, value);
    }

    private WeakTable<V> roomy(Object key) {
        if (tables.table.isCrowded(key) && isGrowing.compareAndSet(false, true)) {
            WeakTable<V> larger = WeakTable.largerThan(tables.table);
            if (larger != tables.table) {
                tables = new Tables<>(larger, tables);
            }
            isGrowing.set(false);
        }
        return tables.table;
    }

    @Override
    public void sweep() {
        for (Tables<V> each = tables; each != null; each = each.smaller) {
            each.table.sweep();
        }
    }
}
