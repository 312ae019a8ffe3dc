package dev.whence.log;

/**
 * Finds what words of a line look like: a task, a stamp, a level, a time. Each search goes over the characters before an
 * end, and sees those behind it only to tell where a word ends. Searches by regular expressions took five times as long.
 */
final class TextScan {
    /** What a search returns that finds nothing. */
    static final int NONE = -1;

    private static final int SHORT_PROCESS = 2;
    private static final int PROCESS = 8;
    private static final String[] SEVERITIES = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"};
    private static final String DATE = "dddd-dd-dd dd:dd:dd";
    private static final String TIME_OF_DAY = "dd:dd:dd";

    private final String line;

    /** Where the searches end. */
    private final int end;

    /** Where what was found last ends. */
    private int foundEnd;

    TextScan(String line, int end) {
        this.line = line;
        this.end = end;
    }

    int foundEnd() {
        return foundEnd;
    }

    /** Finds the ID of a task: two or eight digits of its process, and its ordinal. Returns where it begins. */
    int task() {
        for (int dash = line.indexOf('-'); dash >= 0 && dash < end; dash = line.indexOf('-', dash + 1)) {
            int ordinal = dash + 1;
            int start = isProcess(dash - PROCESS, dash)
                    ? dash - PROCESS
                    : isProcess(dash - SHORT_PROCESS, dash) ? dash - SHORT_PROCESS : NONE;
            int last = start == NONE ? ordinal : digits(ordinal);
            if (last > ordinal && line.charAt(ordinal) != '0' && !isPartOfId(last)) {
                foundEnd = last;
                return start;
            }
        }
        return NONE;
    }

    private boolean isProcess(int from, int to) {
        return from >= 0 && !isPartOfId(from - 1) && isHex(from, to);
    }

    private boolean isPartOfId(int at) {
        return isWord(at) || is(at, '.') || is(at, ':') || is(at, '-');
    }

    /** Finds a stamp, and returns where it begins. */
    int stamp() {
        for (int at = 0; at + Stamp.DIGITS <= end; at++) {
            boolean isStart = !isWord(at - 1) && !is(at - 1, '-');
            int last = at + Stamp.DIGITS;
            if (isStart && isHex(at, last) && !isWord(last) && !is(last, '-')) {
                foundEnd = last;
                return at;
            }
        }
        return NONE;
    }

    /** Returns the first name of a level, or an empty text. */
    String severity() {
        for (int at = 0; at < end; at++) {
            char c = line.charAt(at);
            if (c >= 'D' && c <= 'W' && !isWord(at - 1)) {
                for (String severity : SEVERITIES) {
                    int last = at + severity.length();
                    if (last <= end && line.startsWith(severity, at) && !isWord(last)) {
                        return severity;
                    }
                }
            }
        }
        return "";
    }

    /** Returns the first text that looks like a time, with or without a date, or an empty text. */
    String time() {
        for (int at = 0; at < end; at++) {
            if (isDigit(at)) {
                int last = isLike(DATE, at) ? endOfDate(at + DATE.length()) : endOfTimeOfDay(at);
                if (last != NONE) {
                    return line.substring(at, last);
                }
            }
        }
        return "";
    }

    /** Behind the seconds of a date there may be a fraction and a zone. */
    private int endOfDate(int from) {
        int last = endOfFraction(from);
        if (last < end && line.charAt(last) == 'Z') {
            return last + 1;
        }
        boolean isOffset = last < end && (is(last, '+') || is(last, '-'));
        if (isOffset && isLike("dd:dd", last + 1)) {
            return last + 6;
        }
        return isOffset && isLike("dddd", last + 1) ? last + 5 : last;
    }

    private int endOfFraction(int from) {
        boolean hasPoint = from < end && (is(from, '.') || is(from, ','));
        int last = hasPoint ? digits(from + 1) : from;
        return last > from + 1 ? last : from;
    }

    /** A time without a date has a fraction, else it may be anything. */
    private int endOfTimeOfDay(int at) {
        boolean isTime = !isWord(at - 1) && !is(at - 1, ':') && isLike(TIME_OF_DAY, at);
        int seconds = at + TIME_OF_DAY.length();
        return isTime && endOfFraction(seconds) > seconds ? endOfFraction(seconds) : NONE;
    }

    /** Returns whether there is a digit for each d, a space or a T for a space, and else the same. */
    private boolean isLike(String form, int from) {
        if (from + form.length() > end) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char c = line.charAt(from + i);
            boolean isLike =
                    switch (form.charAt(i)) {
                        case 'd' -> c >= '0' && c <= '9';
                        case ' ' -> c == ' ' || c == 'T';
                        default -> c == form.charAt(i);
                    };
            if (!isLike) {
                return false;
            }
        }
        return true;
    }

    /** Finds text in brackets that has no brackets, from a place on, and returns where it begins behind the bracket. */
    int brackets(int from) {
        int open = NONE;
        for (int at = from; at < end; at++) {
            char c = line.charAt(at);
            if (c == '[') {
                open = at + 1;
            } else if (c == ']' && open != NONE) {
                foundEnd = at;
                return open;
            }
        }
        return NONE;
    }

    private int digits(int from) {
        int last = from;
        while (last < end && isDigit(last)) {
            last++;
        }
        return last;
    }

    private boolean isDigit(int at) {
        return line.charAt(at) >= '0' && line.charAt(at) <= '9';
    }

    private boolean isHex(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private boolean is(int at, char c) {
        return at >= 0 && at < line.length() && line.charAt(at) == c;
    }

    private boolean isWord(int at) {
        if (at < 0 || at >= line.length()) {
            return false;
        }
        char c = line.charAt(at);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
