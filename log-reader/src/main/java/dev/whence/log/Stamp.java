package dev.whence.log;

/** The readings of the hybrid logical clock, which are unsigned numbers and in lines 16 hexadecimal digits. */
public final class Stamp {
    /** The number of digits. */
    public static final int DIGITS = 16;

    /** The number of bits that count readings within a microsecond. The others are microseconds. */
    public static final int COUNTER_BITS = 12;

    /** Returns the reading that a text shows, or 0 if it shows none. */
    public static long parse(String text) {
        if (text.length() != DIGITS) {
            return 0;
        }
        long reading = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            reading = reading << 4 | digit;
        }
        return reading;
    }

    /** Returns a reading as it is shown in lines. */
    public static String format(long reading) {
        String digits = Long.toHexString(reading);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private Stamp() {}
}
