package dev.whence.logback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The characters that stand for themselves in a format: printable ASCII, without up to two that have a meaning. */
final class PlainCharacters {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final char FIRST = ' ';
    private static final char LAST = '~';

    /** The lowest bit of each of eight bytes, and the highest. */
    private static final long LOWEST = 0x0101010101010101L;

    private static final long HIGHEST = LOWEST << 7;

    private final boolean[] plain = new boolean[LAST + 1];
    private final long eightOfOne;
    private final long eightOfOther;

    /** All printable characters. */
    PlainCharacters() {
        this((char) (LAST + 1), (char) (LAST + 1));
    }

    /** All printable characters but two. */
    PlainCharacters(char one, char other) {
        for (char c = FIRST; c <= LAST; c++) {
            plain[c] = c != one && c != other;
        }
        eightOfOne = one * LOWEST;
        eightOfOther = other * LOWEST;
    }

    boolean has(int c) {
        return c >= 0 && c <= LAST && plain[c];
    }

    /** Returns the index of the first byte in a part of an array that is not plain, or the end of the part. */
    int end(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 4 * Long.BYTES <= to
                && (notPlain(bytes, i) | notPlain(bytes, i + 8) | notPlain(bytes, i + 16) | notPlain(bytes, i + 24))
                        == 0) {
            i += 4 * Long.BYTES;
        }
        while (i + Long.BYTES <= to && notPlain(bytes, i) == 0) {
            i += Long.BYTES;
        }
        while (i < to && has(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Looks at eight bytes at once. The result is 0 if all of them are plain. */
    private long notPlain(byte[] bytes, int index) {
        long eight = (long) EIGHT_BYTES.get(bytes, index);
        long notPrintable = eight | (eight - FIRST * LOWEST) | (eight + LOWEST);
        long excluded = ((eight ^ eightOfOne) - LOWEST) | ((eight ^ eightOfOther) - LOWEST);
        return (notPrintable | excluded) & HIGHEST;
    }
}
