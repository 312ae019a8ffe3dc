package dev.whence.log;

/**
 * The IDs of tasks as numbers, since a log may have as many tasks as lines: {@code 5f57a886-2}, and as text shows it,
 * {@code 5f-2}.
 */
public final class TaskId {
    /** The number of a text that looks different. */
    public static final long OTHER = 0;

    private static final int DIGITS = 8;
    private static final int SHORT_DIGITS = 2;
    private static final int LONGEST_ORDINAL = 9;

    /** Tells the short IDs from the others. Ordinals are smaller. */
    private static final long SHORT = 1L << 31;

    /** Returns an ID as a number, or {@link #OTHER}. */
    public static long parse(String task) {
        int dash = task.indexOf('-');
        int ordinals = task.length() - dash - 1;
        boolean isUsual = (dash == DIGITS || dash == SHORT_DIGITS)
                && ordinals > 0
                && ordinals <= LONGEST_ORDINAL
                && task.charAt(dash + 1) != '0';
        if (!isUsual) {
            return OTHER;
        }
        long process = number(task, 0, dash, 16);
        long ordinal = number(task, dash + 1, task.length(), 10);
        if (process < 0 || ordinal < 0) {
            return OTHER;
        }
        return process << Integer.SIZE | ordinal | (dash == SHORT_DIGITS ? SHORT : 0);
    }

    /** Returns what digits mean, or -1 if there is something else. Digits are only those that a number is shown with. */
    private static long number(String text, int from, int to, int radix) {
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c >= 'a' && radix == 16 ? c - 'a' + 10 : c - '0';
            if (digit < 0 || digit >= radix || (c > '9' && c < 'a')) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    /** Returns the ID that a number stands for. */
    public static String text(long task) {
        int digits = (task & SHORT) == 0 ? DIGITS : SHORT_DIGITS;
        String process = Integer.toHexString((int) (task >>> Integer.SIZE));
        return "0".repeat(digits - process.length()) + process + "-" + (task & (SHORT - 1));
    }

    private TaskId() {}
}
