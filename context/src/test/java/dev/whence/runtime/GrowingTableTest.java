package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}
