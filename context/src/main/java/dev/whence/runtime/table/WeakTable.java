package dev.whence.runtime.table;

import dev.whence.runtime.Entry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A map from objects, by identity and held weakly, to values; lock-free, so that a hook may use it.
 *
 * <p>Each bucket is an immutable chain whose head is replaced by compare-and-set; entries of collected keys are dropped
 * whenever a key is put into their chain or removed from it, and by {@link Sweep} if the table is added to it.
 */
public final class WeakTable<V> implements Sweep.Swept {
    private static final int FEW = 1 << 10;
    private static final int MANY = 1 << 14;
    private static final int MOST = 1 << 18;
    private static final int CROWD = 6;

    /** A table is too large if it has so many buckets for each object. */
    private static final int SPARSE = 64;

    private final AtomicReferenceArray<@Nullable Entry<V>> heads;

    /**
     * Whether there was ever an entry. Without one there is no need for the identity hash of a key, which takes the JVM
     * longer to find than all else at a hop.
     */
    private volatile boolean isUsed;

    /** A table of objects of which there are not many at a time. */
    public WeakTable() {
        this(FEW);
    }

    private WeakTable(int buckets) {
        heads = new AtomicReferenceArray<>(buckets);
    }

    /** A table of objects of which there may be many at a time, as one that takes the place of a field. */
    public static <V> WeakTable<V> ofMany() {
        return new WeakTable<>(MANY);
    }

    /** A table for more objects than another can hold without long chains; the same one if there is no larger. */
    static <V> WeakTable<V> largerThan(WeakTable<V> table) {
        int buckets = table.heads.length();
        return buckets == MOST ? table : new WeakTable<>(buckets == FEW ? MANY : MOST);
    }

    /** A table for so few objects that another is much too large for them; the same one if it is not. */
    static <V> WeakTable<V> smallerThan(WeakTable<V> table, int objects) {
        int buckets = table.heads.length();
        return buckets == FEW || objects > buckets / SPARSE ? table : new WeakTable<>(buckets == MOST ? MANY : FEW);
    }

    public @Nullable V get(Object key) {
        return isUsed ? find(heads.get(bucket(key)), key) : null;
    }

    /** Adds a value unless the key has one, and returns the one that the key then has. */
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

    public void put(Object key, V value) {
        int bucket = bucketToUse(key);
        Entry<V> head;
        do {
            head = heads.get(bucket);
        } while (!heads.compareAndSet(bucket, head, new Entry<>(key, value, without(head, key))));
    }

    /** Puts a value for a key that has none, however many others there are. */
    public void add(Object key, V value) {
        int bucket = bucketToUse(key);
        Entry<V> head;
        do {
            head = heads.get(bucket);
        } while (!heads.compareAndSet(bucket, head, new Entry<>(key, value, head)));
    }

    /** Puts a value if the key has the expected one, where null stands for none; whether it has. */
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

    public void remove(Object key) {
        int bucket = bucket(key);
        Entry<V> head;
        do {
            head = heads.get(bucket);
        } while (head != null && !heads.compareAndSet(bucket, head, without(head, key)));
    }

    /** Whether a key that is looked for is one of many in its chain. */
    boolean isCrowded(Object key) {
        int crowd = 0;
        for (Entry<V> entry = heads.get(bucket(key)); entry != null && crowd < CROWD; entry = entry.next) {
            crowd++;
        }
        return crowd == CROWD;
    }

    /** A chain that is replaced meanwhile is swept by that. */
    @Override
    public void sweep() {
        for (int bucket = 0; bucket < heads.length(); bucket++) {
            Entry<V> head = heads.get(bucket);
            Entry<V> rest = without(head, null);
            if (rest != head) {
                heads.compareAndSet(bucket, head, rest);
            }
        }
    }

    /** The number of entries, also of keys that were collected since the last sweep. */
    int count() {
        int count = 0;
        for (int bucket = 0; bucket < heads.length(); bucket++) {
            for (Entry<V> entry = heads.get(bucket); entry != null; entry = entry.next) {
                count++;
            }
        }
        return count;
    }

    /** Moves all entries to another table, unless that has one for the same key. A key is always in one of the two. */
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

    /** The chain without one key, if that is given, and without collected ones; the same chain if it has none of these. */
    private static <V> @Nullable Entry<V> without(@Nullable Entry<V> head, @Nullable Object key) {
        Entry<V> last = null;
        for (Entry<V> entry = head; entry != null; entry = entry.next) {
            if (entry.refersTo(null) || entry.refersTo(key)) {
                last = entry;
            }
        }
        return last == null ? head : without(head, key, last);
    }

    /** As above, if the last such entry is known: what comes after it stays as it is. */
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
