package dev.whence.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A search for texts in the constant pool of class files.
 *
 * <p>Every class that an application loads passes the agent's transformers, and hardly any of them is to be woven. So
 * this search comes first. It walks the constant pool byte by byte, creates no objects and decodes no text, and costs a
 * small part of what a {@link net.bytebuddy.jar.asm.ClassReader} costs.
 */
public final class ConstantTexts {
    /** The tag of a {@code CONSTANT_Utf8}. */
    private static final int TEXT = 1;

    /** The length of a constant by its tag, in bytes and with the tag; for a {@code CONSTANT_Utf8} without its text. */
    private static final int[] SIZES = {0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private final byte[][] texts;

    /** Creates a search for some texts, which must be ASCII. */
    public ConstantTexts(String... texts) {
        this.texts = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            this.texts[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /**
     * Returns which of the texts a class file has: bit 0 stands for the first of them, bit 1 for the second, and so on.
     */
    public int in(byte[] classFile) {
        int found = 0;
        // A class file begins with its magic number and version, 8 bytes; then comes the constant pool.
        int count = u2(classFile, 8);
        int at = 10;
        for (int i = 1; i < count; i++) {
            int tag = classFile[at];
            int size = SIZES[tag];
            if (tag == TEXT) {
                int length = u2(classFile, at + 1);
                found |= which(classFile, at + 3, length);
                size += length;
            } else if (size == 9) {
                // A long or a double takes two places of the pool.
                i++;
            }
            at += size;
        }
        return found;
    }

    private int which(byte[] classFile, int at, int length) {
        for (int i = 0; i < texts.length; i++) {
            byte[] text = texts[i];
            if (length == text.length && Arrays.equals(text, 0, length, classFile, at, at + length)) {
                return 1 << i;
            }
        }
        return 0;
    }

    private static int u2(byte[] classFile, int at) {
        return ((classFile[at] & 0xff) << 8) | (classFile[at + 1] & 0xff);
    }
}
