package dev.whence.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.Garbage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GrowingTableTest {
    private static final int MANY = 100_000;

    private final GrowingTable<Integer> table = new GrowingTable<>();
    private final List<Object> keys = new ArrayList<>();

    private void fill() {
        for (int i = 0; i < MANY; i++) {
            Object key = new Object();
            keys.add(key);
            table.putIfAbsent(key, i);
        }
    }

    @Test
    void keepsWhatItHasWhileItGrows() {
        fill();
        for (int i = 0; i < MANY; i++) {
            assertThat(table.get(keys.get(i))).isEqualTo(i);
        }
    }

    @Test
    void theFirstValueStaysAlsoIfItIsInASmallerTable() {
        fill();
        assertThat(table.putIfAbsent(keys.get(0), -1)).isZero();
        assertThat(table.get(keys.get(0))).isZero();
    }

    @Test
    void aValueIsReplacedWhereverItIs() {
        fill();
        table.put(keys.get(0), -1);
        table.put(keys.get(MANY - 1), -2);
        assertThat(table.get(keys.get(0))).isEqualTo(-1);
        assertThat(table.get(keys.get(MANY - 1))).isEqualTo(-2);
    }

    @Test
    void hasNothingForOthers() {
        fill();
        assertThat(table.get(new Object())).isNull();
    }

    @Test
    void keepsWhatItHasWhileItIsSwept() {
        fill();
        table.sweep();
        for (int i = 0; i < MANY; i++) {
            assertThat(table.get(keys.get(i))).isEqualTo(i);
        }
    }

    @Test
    void aValueIsReplacedAlsoAfterASweep() {
        fill();
        table.sweep();
        table.put(keys.get(0), -1);
        assertThat(table.get(keys.get(0))).isEqualTo(-1);
        table.sweep();
        assertThat(table.get(keys.get(0))).isEqualTo(-1);
    }

    @Test
    void keepsTheFewThatAreLeftWhenItShrinks() {
        fill();
        List<Object> left = List.copyOf(keys.subList(0, 100));
        WeakReference<Object> dropped = new WeakReference<>(keys.get(MANY - 1));
        keys.clear();
        Garbage.awaitCollected(dropped);
        table.sweep();
        table.sweep();
        for (int i = 0; i < left.size(); i++) {
            assertThat(table.get(left.get(i))).isEqualTo(i);
        }
    }

    /**
     * Looks for each key as soon as it is in the table, and once more at the end. Meanwhile sweeps move the keys, and
     * other keys are collected.
     */
    @Test
    void nothingIsMissedWhileSweepsMoveIt() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> sweeps = CompletableFuture.runAsync(
                () -> {
                    while (!isOver.get()) {
                        table.sweep();
                    }
                },
                task -> new Thread(task).start());
        for (int round = 0; round < 20; round++) {
            keys.clear();
            System.gc();
            for (int i = 0; i < MANY / 10; i++) {
                Object key = new Object();
                keys.add(key);
                assertThat(table.putIfAbsent(key, i)).isEqualTo(i);
                assertThat(table.get(key)).isEqualTo(i);
                table.put(key, -i);
                assertThat(table.get(key)).isEqualTo(-i);
            }
            for (int i = 0; i < keys.size(); i++) {
                assertThat(table.get(keys.get(i))).isEqualTo(-i);
            }
        }
        isOver.set(true);
        sweeps.get();
    }
}
