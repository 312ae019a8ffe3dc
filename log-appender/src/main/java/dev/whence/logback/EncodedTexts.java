package dev.whence.logback;

import org.jspecify.annotations.Nullable;

/**
 * What a word of a pattern or a writer has written lately, as bytes. A text is found by its identity, because comparing
 * it would cost as much as encoding it. Threads may use it at the same time: at worst one of them encodes a text again.
 */
final class EncodedTexts {
    private static final int PLACES = 512;

    /** A longer text is not kept: one huge event must not hold memory forever. */
    private static final int LONGEST = 256;

    /** Pairs of places: two texts of the same pair must not displace each other for each event. */
    private final @Nullable Encoded[] places = new Encoded[PLACES];

    private static final class Encoded {
        final String text;
        final byte[] bytes;

        Encoded(String text, byte[] bytes) {
            this.text = text;
            this.bytes = bytes;
        }
    }

    /** Returns the bytes that were added for a text, or null if they are not known any more. */
    byte @Nullable [] of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int place = place(text);
        byte[] known = at(place, text);
        return known == null ? at(place + 1, text) : known;
    }

    private byte @Nullable [] at(int place, String text) {
        Encoded known = places[place];
        return known == null || known.text != text ? null : known.bytes;
    }

    void add(@Nullable String text, byte[] bytes) {
        if (text != null && text.length() <= LONGEST && bytes.length <= LONGEST) {
            int place = place(text);
            places[place + 1] = places[place];
            places[place] = new Encoded(text, bytes);
        }
    }

    /** Returns the first place of the pair. */
    private static int place(String text) {
        return text.hashCode() & (PLACES - 2);
    }
}
