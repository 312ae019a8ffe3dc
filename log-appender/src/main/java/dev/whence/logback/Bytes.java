package dev.whence.logback;

import java.util.Arrays;

/** A buffer of bytes that grows. An output may take its bytes from the array, without a copy. */
final class Bytes {
    private static final int INITIAL = 1024;

    /** A longer array is given up when the buffer is cleared: one huge event must not hold memory forever. */
    private static final int KEPT = 1 << 16;

    byte[] array = new byte[INITIAL];
    int length;

    /** Returns the array, which has room for this many more bytes. */
    byte[] room(int more) {
        if (more > array.length - length) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, Math.addExact(length, more)));
        }
        return array;
    }

    void put(int octet) {
        room(1)[length++] = (byte) octet;
    }

    void put(byte[] octets) {
        System.arraycopy(octets, 0, room(octets.length), length, octets.length);
        length += octets.length;
    }

    /** Writes a number that is not negative. */
    void putDecimal(long number) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        putDigits(number, digits);
    }

    /** Writes the last digits of a number that is not negative, with leading zeros. */
    void putDigits(long number, int digits) {
        byte[] to = room(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Writes the last digits of a number in hexadecimal, with leading zeros. */
    void putHex(long number, int digits) {
        byte[] to = room(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            int digit = (int) (number >>> shift) & 0xf;
            to[length++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    void clear() {
        length = 0;
        if (array.length > KEPT) {
            array = new byte[INITIAL];
        }
    }
}
