package dev.whence.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.Garbage;
import dev.whence.shop.AtOnce;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class WeakTableTest {
    private final WeakTable<String> table = new WeakTable<>();

    private static List<Object> keys(int count) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(new Object());
        }
        return keys;
    }

    @Test
    void holdsOneValueAKey() {
        Object key = new Object();
        assertThat(table.get(key)).isNull();
        table.put(key, "one");
        table.put(key, "two");
        assertThat(table.get(key)).isEqualTo("two");
    }

    @Test
    void keysAreIdentities() {
        Object one = new String("key");
        Object other = new String("key");
        table.put(one, "one");
        assertThat(table.get(other)).isNull();
        table.remove(other);
        assertThat(table.get(one)).isEqualTo("one");
    }

    @Test
    void putIfAbsentKeepsTheFirst() {
        Object key = new Object();
        assertThat(table.putIfAbsent(key, "one")).isEqualTo("one");
        assertThat(table.putIfAbsent(key, "two")).isEqualTo("one");
        assertThat(table.get(key)).isEqualTo("one");
    }

    @Test
    void removeForgets() {
        Object key = new Object();
        table.remove(key);
        table.put(key, "one");
        table.remove(key);
        assertThat(table.get(key)).isNull();
        assertThat(table.putIfAbsent(key, "two")).isEqualTo("two");
    }

    @Test
    void keysOfOneBucketDoNotDisturbEachOther() {
        List<Object> keys = keys(20_000);
        keys.forEach(key -> table.put(key, "value of " + System.identityHashCode(key)));
        List<Object> removed = keys.subList(0, 10_000);
        removed.forEach(table::remove);

        assertThat(removed).allMatch(key -> table.get(key) == null);
        assertThat(keys.subList(10_000, 20_000))
                .allMatch(key -> ("value of " + System.identityHashCode(key)).equals(table.get(key)));
    }

    @Test
    void addsAreFoundAndReplacedAndSwept() {
        List<Object> keys = keys(100_000);
        keys.forEach(key -> table.add(key, "value of " + System.identityHashCode(key)));
        Object replaced = keys.get(0);
        table.put(replaced, "other");
        table.sweep();

        assertThat(table.get(replaced)).isEqualTo("other");
        assertThat(keys.subList(1, keys.size()))
                .allMatch(key -> ("value of " + System.identityHashCode(key)).equals(table.get(key)));
    }

    @Test
    void noConcurrentPutIsLost() throws Exception {
        List<List<Object>> putByThreads = AtOnce.call(4, () -> {
            List<Object> keys = keys(10_000);
            keys.forEach(key -> table.put(key, "value"));
            return keys;
        });
        assertThat(putByThreads).allSatisfy(keys -> assertThat(keys).allMatch(key -> table.get(key) != null));
    }

    @Test
    void ofConcurrentPutsIfAbsentOneWins() throws Exception {
        List<Object> keys = keys(5_000);
        Callable<List<String>> putAll = () -> {
            String mine = "value of " + Thread.currentThread().getName();
            return keys.stream().map(key -> table.putIfAbsent(key, mine)).toList();
        };
        List<List<String>> winners = AtOnce.call(4, putAll);
        assertThat(winners).containsOnly(keys.stream().map(table::get).toList());
    }

    @Test
    void collectedKeysAndTheirValuesGoAway() {
        WeakTable<Object> values = new WeakTable<>();
        Object key = new Object();
        WeakReference<Object> value = new WeakReference<>(new Object[1]);
        values.put(key, java.util.Objects.requireNonNull(value.get()));
        WeakReference<Object> collected = new WeakReference<>(key);
        key = null;
        Garbage.awaitCollected(collected);

        List<Object> others = keys(20_000);
        others.forEach(other -> values.put(other, "value"));
        Garbage.awaitCollected(value);
        assertThat(others).allMatch(other -> values.get(other) != null);
    }

    @Test
    void replace() {
        Object key = new Object();
        assertThat(table.replace(key, "one", "two")).isFalse();
        assertThat(table.replace(key, null, "one")).isTrue();
        assertThat(table.replace(key, null, "two")).isFalse();
        assertThat(table.replace(key, "one", "two")).isTrue();
        assertThat(table.get(key)).isEqualTo("two");
        assertThat(table.replace(key, "two", null)).isTrue();
        assertThat(table.get(key)).isNull();
    }

    @Test
    void aSweepLeavesTheKeysThatAreHeld() {
        WeakTable<Object> values = new WeakTable<>();
        Object held = new Object();
        Object key = new Object();
        values.put(held, "value");
        WeakReference<Object> value = new WeakReference<>(new Object[1]);
        values.put(key, java.util.Objects.requireNonNull(value.get()));
        WeakReference<Object> collected = new WeakReference<>(key);
        key = null;
        Garbage.awaitCollected(collected);

        values.sweep();
        Garbage.awaitCollected(value);
        assertThat(values.get(held)).isEqualTo("value");
    }
}
