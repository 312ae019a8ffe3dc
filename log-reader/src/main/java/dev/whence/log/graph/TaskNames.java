package dev.whence.log.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The IDs of tasks, numbered from 0. An ID such as {@code 5f57a886-2} is a number here, since a graph may have as many tasks
 * as events. Any other text is kept as it is.
 */
final class TaskNames {
    private static final int DIGITS = 8;
    private static final int LONGEST = DIGITS + 1 + 9;
    private static final int NONE = -1;

    private final LongIndex numbers = new LongIndex();

    /** For each task, the digits of its process and its ordinal; or an index into the texts and 0. */
    private final Numbers ids = new Numbers();

    private final Map<String, Integer> textNumbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** Returns the number of a task. If it has none yet, it gets one. */
    int numberOf(String task) {
        long id = parse(task);
        int number = id == 0 ? textNumbers.getOrDefault(task, NONE) : numbers.get(id);
        return number == NONE ? add(task, id) : number;
    }

    private int add(String task, long id) {
        int number = ids.size();
        if (id == 0) {
            textNumbers.put(task, number);
            ids.add((long) texts.size() << Integer.SIZE);
            texts.add(task);
        } else {
            numbers.putIfAbsent(id, number);
            ids.add(id);
        }
        return number;
    }

    /** Returns the number of a task, or -1 if it has none. */
    int find(String task) {
        long id = parse(task);
        return id == 0 ? textNumbers.getOrDefault(task, NONE) : numbers.get(id);
    }

    /** Returns the ID of a task. */
    String name(int number) {
        long id = ids.get(number);
        int ordinal = (int) id;
        int process = (int) (id >>> Integer.SIZE);
        if (ordinal == 0) {
            return texts.get(process);
        }
        String digits = Integer.toHexString(process);
        return "0".repeat(DIGITS - digits.length()) + digits + "-" + ordinal;
    }

    /** Returns an ID as a number, or 0 if it looks different. */
    private static long parse(String task) {
        boolean isUsual = task.length() > DIGITS + 1
                && task.length() <= LONGEST
                && task.charAt(DIGITS) == '-'
                && task.charAt(DIGITS + 1) != '0';
        if (!isUsual) {
            return 0;
        }
        long process = number(task, 0, DIGITS, 16);
        long ordinal = number(task, DIGITS + 1, task.length(), 10);
        return process < 0 || ordinal < 0 ? 0 : process << Integer.SIZE | ordinal;
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
}
