package dev.whence.log;

import java.util.Arrays;

/** A map from numbers to indices or counts from 0, in two arrays. */
public final class LongIndex {
    private static final int NONE = -1;

    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int size;

    /** Creates an empty map. */
    public LongIndex() {
        Arrays.fill(values, NONE);
    }

    /** Puts an index, unless the key has one already. Returns whether it had none. */
    public boolean putIfAbsent(long key, int index) {
        int slot = slot(key);
        if (values[slot] != NONE) {
            return false;
        }
        put(slot, key, index);
        return true;
    }

    /** Counts a key, and returns how often it was counted. */
    int count(long key) {
        int slot = slot(key);
        if (values[slot] != NONE) {
            return ++values[slot];
        }
        put(slot, key, 1);
        return 1;
    }

    private void put(int slot, long key, int value) {
        keys[slot] = key;
        values[slot] = value;
        size++;
        if (size * 3L > keys.length * 2L) {
            grow();
        }
    }

    /** Returns the index of a key, or -1 if there is none. */
    public int get(long key) {
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
