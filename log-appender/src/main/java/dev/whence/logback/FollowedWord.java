package dev.whence.logback;

/** A word that writes the literal behind it as well, which saves a step for each event. */
abstract class FollowedWord extends TextWord {
    /** The literal, encoded; empty if there is none. */
    byte[] following = {};

    @Override
    final boolean append(LiteralWord literal) {
        byte[] encoded = literal.encoded();
        if (encoded != null) {
            Bytes both = new Bytes(following.length + encoded.length);
            both.put(following);
            both.put(encoded);
            following = both.copy();
        }
        return encoded != null;
    }
}
