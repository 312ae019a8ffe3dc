package dev.whence.agent;

/** Durations in the values of options, such as {@code 500ms}, {@code 30s}, {@code 5m} or {@code 1h}. */
final class Millis {
    private static final int MOST_DIGITS = 9;

    /** Whether a text is a number that is not 0, and a unit. */
    static boolean isValid(String duration) {
        int digits = digits(duration);
        return digits > 0 && digits <= MOST_DIGITS && unit(duration.substring(digits)) > 0 && of(duration) > 0;
    }

    /** Returns a valid duration in milliseconds. */
    static long of(String duration) {
        int digits = digits(duration);
        return Long.parseLong(duration.substring(0, digits)) * unit(duration.substring(digits));
    }

    private static int digits(String duration) {
        int count = 0;
        while (count < duration.length() && duration.charAt(count) >= '0' && duration.charAt(count) <= '9') {
            count++;
        }
        return count;
    }

    /** Returns a unit in milliseconds; 0 if there is none of that name. */
    private static long unit(String name) {
        return switch (name) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }

    private Millis() {}
}
