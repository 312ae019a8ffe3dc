package dev.whence.log.clock;

import dev.whence.log.LogTime;

/**
 * How far the clock of a process is ahead of another one, in microseconds.
 *
 * @param least the lower bound; {@link LogTime#UNKNOWN} if there is none
 * @param most the upper bound; {@link LogTime#UNKNOWN} if there is none
 */
public record Offset(long least, long most) {
    /** The offset of a process from itself. */
    static final Offset NONE = new Offset(0, 0);

    /** Returns whether there are both bounds. */
    public boolean isBounded() {
        return least != LogTime.UNKNOWN && most != LogTime.UNKNOWN;
    }

    /** Returns the best guess: none if the bounds allow it, else the middle of the bounds, or the only bound. */
    public long guess() {
        if (isBounded() && least <= 0 && most >= 0) {
            return 0;
        }
        if (isBounded()) {
            return least + (most - least) / 2;
        }
        if (least != LogTime.UNKNOWN) {
            return Math.max(0, least);
        }
        return most == LogTime.UNKNOWN ? 0 : Math.min(0, most);
    }

    /** Returns how far the guess may be wrong, if there are both bounds. */
    public long error() {
        return Math.max(most - guess(), guess() - least);
    }
}
