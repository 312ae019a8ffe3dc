package dev.whence.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that are looked for among the constants of classes, before anything else of these is looked at: every class that
 * an application loads comes by here.
 */
public final class ConstantTexts {
    private static final int TEXT = 1;

    /** Bytes of a constant of each kind, its tag included; without those of a text. */
    private static final int[] SIZES = {0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private final byte[][] texts;

    /** Some texts in ASCII. */
    public ConstantTexts(String... texts) {
        this.texts = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            this.texts[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Which of the texts a class has; the first is bit 0. */
    public int in(byte[] classFile) {
        int found = 0;
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
