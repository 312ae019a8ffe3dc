package dev.whence.log.graph;

import java.util.Arrays;

/** A map from numbers to indices from 0, in two arrays. */
final class LongIndex {
    private static final int NONE = -1;

    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int size;

    LongIndex() {
        Arrays.fill(values, NONE);
    }

    /** Puts an index, unless the key has one already. Returns whether it had none. */
    boolean putIfAbsent(long key, int index) {
        int slot = slot(key);
        if (values[slot] != NONE) {
            return false;
        }
        keys[slot] = key;
        values[slot] = index;
        size++;
        if (size * 3L > keys.length * 2L) {
            grow();
        }
        return true;
    }

    /** Returns the index of a key, or -1 if there is none. */
    int get(long key) {
        return values[slot(key)];
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int mask = keys.length - 1;
        int slot = (int) (mixed >>> 32) & mask;
        while (values[slot] != NONE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        Arrays.fill(values, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != NONE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
