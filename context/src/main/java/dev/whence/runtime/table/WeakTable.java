package dev.whence.runtime.table;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A map from objects to values. Keys are compared by identity and held weakly. The map is lock-free, so that hooks may
 * use it.
 *
 * <p>Each bucket is an immutable chain of entries, and the table refers to the head of the chain. A write builds a new
 * chain and replaces the head by compare-and-set; if another thread was faster, the write starts again from the new
 * head. A read follows one chain from the head and needs no synchronization, because no entry ever changes. An entry
 * that is not rebuilt is shared by the old and the new chain.
 *
 * <p>The entries of collected keys are dropped whenever a key is put into their chain or removed from it, except by
 * {@link #add}. If the table is registered with {@link Sweep}, they are also dropped after a garbage collection.
 */
public final class WeakTable<V> implements Sweep.Swept {
    private static final int FEW = 1 << 10;
    private static final int MANY = 1 << 14;
    private static final int MOST = 1 << 18;
    /** The length from which a chain is crowded. */
    private static final int CROWD = 6;

    /** A table with at least so many buckets for each entry is too large. */
    private static final int SPARSE = 64;

    private final AtomicReferenceArray<@Nullable Entry<V>> heads;

    /**
     * Whether there was ever an entry. Without one, a lookup needs no identity hash code of the key: computing it takes
     * the JVM longer than the rest of a hop.
     */
    private volatile boolean isUsed;

    /** A table for few objects at a time. */
    public WeakTable() {
        this(FEW);
    }

    private WeakTable(int buckets) {
        heads = new AtomicReferenceArray<>(buckets);
    }

    /** A table for many objects at a time, such as one that stands in for a field. */
    public static <V> WeakTable<V> ofMany() {
        return new WeakTable<>(MANY);
    }

    /**
     * Returns a table for more objects than the given one can hold in short chains, or the given one if there is no
     * larger size.
     */
    static <V> WeakTable<V> largerThan(WeakTable<V> table) {
        int buckets = table.heads.length();
        return buckets == MOST ? table : new WeakTable<>(buckets == FEW ? MANY : MOST);
    }

    /** Returns a smaller table if the given one is too large for so many entries, or else the given one. */
    static <V> WeakTable<V> smallerThan(WeakTable<V> table, int entries) {
        int buckets = table.heads.length();
        return buckets == FEW || entries > buckets / SPARSE ? table : new WeakTable<>(buckets == MOST ? MANY : FEW);
    }

    /** Returns the value of a key, or null if it has none. */
    public @Nullable V get(Object key) {
        return isUsed ? find(heads.get(bucket(key)), key) : null;
    }

    /** Adds a value unless the key has one. Returns the value that the key has afterwards. */
    public V putIfAbsent(Object key, V value) {
        int bucket = bucketToUse(key);
        while (true) {
            Entry<V> head = heads.get(bucket);
            V present = find(head, key);
            if (present != null) {
                return present;
            }
            if (heads.compareAndSet(bucket, head, new Entry<>(key, value, without(head, null)))) {
                return value;
            }
        }
    }

    /** Sets the value of a key. */
    public void put(Object key, V value) {
        int bucket = bucketToUse(key);
        Entry<V> head;
        do {
            head = heads.get(bucket);
        } while (!heads.compareAndSet(bucket, head, new Entry<>(key, value, without(head, key))));
    }

    /** Puts a value for a key that has none. The chain is not searched, so the cost does not depend on its length. */
    public void add(Object key, V value) {
        int bucket = bucketToUse(key);
        Entry<V> head;
        do {
            head = heads.get(bucket);
        } while (!heads.compareAndSet(bucket, head, new Entry<>(key, value, head)));
    }

    /**
     * Sets the value of a key if it has the expected one. Null stands for no value, in both places. Returns whether the
     * key had the expected value.
     */
    public boolean replace(Object key, @Nullable V expected, @Nullable V value) {
        int bucket = bucketToUse(key);
        while (true) {
            Entry<V> head = heads.get(bucket);
            if (find(head, key) != expected) {
                return false;
            }
            Entry<V> rest = without(head, key);
            if (heads.compareAndSet(bucket, head, value == null ? rest : new Entry<>(key, value, rest))) {
                return true;
            }
        }
    }

    /** Removes a key and its value. */
    public void remove(Object key) {
        int bucket = bucket(key);
        Entry<V> head;
        do {
            head = heads.get(bucket);
        } while (head != null && !heads.compareAndSet(bucket, head, without(head, key)));
    }

    /** Whether the chain for a key is long. */
    boolean isCrowded(Object key) {
        int crowd = 0;
        for (Entry<V> entry = heads.get(bucket(key)); entry != null && crowd < CROWD; entry = entry.next) {
            crowd++;
        }
        return crowd == CROWD;
    }

    @Override
    public void sweep() {
        sweepAndCount();
    }

    /**
     * As {@link #sweep}. Returns the number of entries before. A chain that another thread replaces meanwhile is not
     * tried again: the next write or sweep drops its collected keys.
     */
    int sweepAndCount() {
        int count = 0;
        for (int bucket = 0; bucket < heads.length(); bucket++) {
            Entry<V> head = heads.get(bucket);
            Entry<V> last = null;
            for (Entry<V> entry = head; entry != null; entry = entry.next) {
                count++;
                last = entry.refersTo(null) ? entry : last;
            }
            if (last != null) {
                heads.compareAndSet(bucket, head, without(head, null, last));
            }
        }
        return count;
    }

    /**
     * Moves all entries to another table, except for keys that have a value there.
     *
     * <p>An entry is added to the other table before it is removed from this one. So at every moment each key is in at
     * least one of the two.
     */
    void moveTo(WeakTable<V> other) {
        for (int bucket = 0; bucket < heads.length(); bucket++) {
            Entry<V> head;
            do {
                head = heads.get(bucket);
                for (Entry<V> entry = head; entry != null; entry = entry.next) {
                    Object key = entry.get();
                    if (key != null) {
                        other.putIfAbsent(key, entry.value);
                    }
                }
            } while (head != null && !heads.compareAndSet(bucket, head, null));
        }
    }

    private int bucketToUse(Object key) {
        if (!isUsed) {
            isUsed = true;
        }
        return bucket(key);
    }

    private int bucket(Object key) {
        int hash = System.identityHashCode(key);
        return (hash ^ hash >>> 14) & (heads.length() - 1);
    }

    private static <V> @Nullable V find(@Nullable Entry<V> head, Object key) {
        for (Entry<V> entry = head; entry != null; entry = entry.next) {
            if (entry.refersTo(key)) {
                return entry.value;
            }
        }
        return null;
    }

    /**
     * Returns the chain without collected keys and, if a key is given, without that one. If there is nothing to remove,
     * this is the same chain.
     */
    private static <V> @Nullable Entry<V> without(@Nullable Entry<V> head, @Nullable Object key) {
        Entry<V> last = null;
        for (Entry<V> entry = head; entry != null; entry = entry.next) {
            if (entry.refersTo(null) || entry.refersTo(key)) {
                last = entry;
            }
        }
        return last == null ? head : without(head, key, last);
    }

    /**
     * As above, where {@code last} is the last entry to remove. The entries after it are shared, those before it are
     * copied. The copies come out in reverse order, which does no harm.
     */
    private static <V> @Nullable Entry<V> without(@Nullable Entry<V> head, @Nullable Object key, Entry<V> last) {
        Entry<V> kept = last.next;
        for (Entry<V> entry = head; entry != null && entry != last; entry = entry.next) {
            Object live = entry.get();
            if (live != null && live != key) {
                kept = new Entry<>(live, entry.value, kept);
            }
        }
        return kept;
    }

    private static final class Entry<V> extends WeakReference<Object> {
        final V value;
        final @Nullable Entry<V> next;

        Entry(Object key, V value, @Nullable Entry<V> next) {
            super(key);
            this.value = value;
            this.next = next;
        }
    }
}
