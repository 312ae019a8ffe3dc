package dev.whence.logback;

import java.util.Arrays;

/** A buffer of bytes that grows. An output may take its bytes from the array, without a copy. */
final class Bytes {
    private static final int INITIAL = 1024;

    /** A longer array is given up when the buffer is cleared: one huge event must not hold memory forever. */
    private static final int KEPT = 1 << 18;

    byte[] array;
    int length;

    Bytes() {
        this(INITIAL);
    }

    Bytes(int capacity) {
        array = new byte[capacity];
    }

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

    /** Appends a part of an array. */
    void put(byte[] octets, int offset, int count) {
        System.arraycopy(octets, offset, room(count), length, count);
        length += count;
    }

    /**
     * Appends the ASCII characters of a text up to the first one that is not plain.
     *
     * @param plain whether each ASCII character is plain
     * @return the index of the first character that is not plain, or the end
     */
    int putPlain(String text, int from, int end, boolean[] plain) {
        byte[] to = room(end - from);
        int at = length;
        int i = from;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c >= plain.length || !plain[c]) {
                break;
            }
            to[at++] = (byte) c;
        }
        length = at;
        return i;
    }

    /** Appends a character in UTF-8. */
    void putUtf8(int codePoint) {
        if (codePoint < 0x80) {
            put(codePoint);
            return;
        }
        if (codePoint < 0x800) {
            put(0xc0 | (codePoint >> 6));
        } else if (codePoint < 0x10000) {
            put(0xe0 | (codePoint >> 12));
            put(0x80 | ((codePoint >> 6) & 0x3f));
        } else {
            put(0xf0 | (codePoint >> 18));
            put(0x80 | ((codePoint >> 12) & 0x3f));
            put(0x80 | ((codePoint >> 6) & 0x3f));
        }
        put(0x80 | (codePoint & 0x3f));
    }

    /**
     * Appends the escape of a character: a backslash and a letter, or its four hexadecimal digits.
     *
     * @param letters the letters for line feed, carriage return, tab, backspace and form feed, as far as there are any
     */
    void putEscape(char c, String letters) {
        int known = "\n\r\t\b\f".indexOf(c);
        put('\\');
        if (known >= 0 && known < letters.length()) {
            put(letters.charAt(known));
        } else {
            put('u');
            putHex(c, 4);
        }
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
        return copyFrom(0);
    }

    byte[] copyFrom(int start) {
        return Arrays.copyOfRange(array, start, length);
    }

    void clear() {
        length = 0;
        if (array.length > KEPT) {
            array = new byte[INITIAL];
        }
    }
}
