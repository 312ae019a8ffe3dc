package dev.whence.logback;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Encodes texts by an encoder of the JDK. For long texts that is much faster than a loop, because the JVM has vector
 * code for this encoder and for copying characters.
 */
final class LatinTexts {
    /** The longest part of a text that is encoded at once. */
    static final int LONGEST = 256;

    private final CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
    private final CharBuffer characters = CharBuffer.allocate(LONGEST);

    /** The array that was written last, as the encoder wants it. */
    private ByteBuffer target = ByteBuffer.allocate(0);

    /**
     * Writes a part of a text up to the first character that Latin-1 does not have. Returns the number of bytes.
     *
     * @param to an array with enough room
     */
    int encode(String text, int from, int end, byte[] to, int offset) {
        if (target.array() != to) {
            target = ByteBuffer.wrap(to);
        }
        target.limit(to.length).position(offset);
        text.getChars(from, end, characters.array(), 0);
        characters.position(0).limit(end - from);
        latin1.reset().encode(characters, target, true);
        return characters.position();
    }
}
