package dev.whence.logback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A buffer of bytes that grows. An output may take its bytes from the array, without a copy. */
final class Bytes {
    private static final int INITIAL = 1024;

    private static final int KEPT = 1 << 16;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The length from which on an encoder of the JDK is faster than a loop. */
    private static final int LONG_TEXT = 12;

    byte[] array;
    int length;

    /** A longer array is given up when the buffer is cleared: one huge event must not hold memory forever. */
    private final int kept;

    private @Nullable LatinTexts latin;

    Bytes() {
        this(INITIAL);
    }

    Bytes(int capacity) {
        this(capacity, KEPT);
    }

    private Bytes(int capacity, int kept) {
        this.array = new byte[capacity];
        this.kept = kept;
    }

    /** Returns a buffer for many records, which keeps an array for so many bytes, and for one more record. */
    static Bytes ofBatch(int length) {
        return new Bytes(INITIAL, 2 * length);
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

    /** Appends the plain characters of a text up to the first other one. Returns the index of that one, or the end. */
    int putPlain(String text, int from, int end, PlainCharacters plain) {
        // After a special character there may be more of them, and it would not be worthwhile to encode what is behind.
        int soon = from == 0 ? from : Math.min(end, from + LONG_TEXT);
        int i = putEach(text, from, soon, plain);
        while (i == soon && end - i >= LONG_TEXT) {
            soon = Math.min(end, i + LatinTexts.LONGEST);
            i = putLong(text, i, soon, plain);
        }
        return i == soon ? putEach(text, i, end, plain) : i;
    }

    private int putEach(String text, int from, int end, PlainCharacters plain) {
        byte[] to = room(end - from);
        int at = length;
        int i = from;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (!plain.has(c)) {
                break;
            }
            to[at++] = (byte) c;
        }
        length = at;
        return i;
    }

    private int putLong(String text, int from, int end, PlainCharacters plain) {
        LatinTexts texts = latin;
        if (texts == null) {
            texts = new LatinTexts();
            latin = texts;
        }
        byte[] to = room(end - from);
        int plainEnd = plain.end(to, length, length + texts.encode(text, from, end, to, length));
        int put = plainEnd - length;
        length = plainEnd;
        return from + put;
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

    /** Writes 16 hexadecimal digits. */
    void putHex(long number) {
        byte[] to = room(16);
        EIGHT_BYTES.set(to, length, eightDigits(number >>> 32));
        EIGHT_BYTES.set(to, length + 8, eightDigits(number & 0xffffffffL));
        length += 16;
    }

    /** Spreads the eight digits of a number to eight bytes, and makes all of them characters at once. */
    private static long eightDigits(long number) {
        long digits = (number | number << 16) & 0x0000ffff0000ffffL;
        digits = (digits | digits << 8) & 0x00ff00ff00ff00ffL;
        digits = (digits | digits << 4) & 0x0f0f0f0f0f0f0f0fL;
        long letters = (digits + 0x0606060606060606L) >>> 4 & 0x0101010101010101L;
        return digits + 0x3030303030303030L + letters * ('a' - '0' - 10);
    }

    byte[] copy() {
        return copyFrom(0);
    }

    byte[] copyFrom(int start) {
        return Arrays.copyOfRange(array, start, length);
    }

    void clear() {
        length = 0;
        if (array.length > kept) {
            array = new byte[INITIAL];
            latin = null;
        }
    }
}
