package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The format of the header that carries a frontier to another process: for each event {@code <stamp>;<task>:<number>},
 * separated by commas. The stamp is 16 hexadecimal digits. The task is {@code <8 hexadecimal digits of its
 * JVM>-<ordinal>}.
 *
 * <p>The header comes from outside, so it is parsed strictly: any error makes the whole header invalid. Events of this
 * JVM are ignored. No other process can vouch for them, and a forged one could name an event that is yet to come.
 */
public final class CausalHeader {
    private static final int HLC_END = 16;
    private static final int ORIGIN_START = HLC_END + 1;
    private static final int ORIGIN_END = ORIGIN_START + 8;
    private static final int MAX_EVENT_LENGTH = ORIGIN_END + 1 + 18 + 1 + 9;
    private static final int MAX_EVENTS = SinkFrontier.LIMIT;
    private static final int MAX_LENGTH = MAX_EVENTS * (MAX_EVENT_LENGTH + 1);

    /** Formats a frontier. If it has too many events, the header holds the latest ones. */
    static String format(Frontier frontier) {
        List<String> events = new ArrayList<>();
        for (LoggedEvent mark : frontier.marks()) {
            String event = HybridClock.hex(mark.told) + ";" + mark.id();
            if (!events.contains(event)) {
                events.add(event);
            }
        }
        if (events.size() > MAX_EVENTS) {
            events.sort(null);
            events = events.subList(events.size() - MAX_EVENTS, events.size());
        }
        return String.join(",", events);
    }

    /** Returns the events of other JVMs in a header, or null if there are none or the header is invalid. */
    static @Nullable Frontier parse(String header) {
        if (header.length() > MAX_LENGTH) {
            return null;
        }
        String[] events = header.split(",", -1);
        List<LoggedEvent> marks = new ArrayList<>();
        for (String event : events) {
            LoggedEvent mark = event(event.trim());
            if (mark == null || events.length > MAX_EVENTS) {
                return null;
            }
            if (!Instance.ID.equals(mark.origin)) {
                marks.add(mark);
            }
        }
        if (marks.isEmpty()) {
            return null;
        }
        Causality.track();
        return Frontier.received(marks);
    }

    private static @Nullable LoggedEvent event(String text) {
        int colon = text.indexOf(':');
        if (text.length() > MAX_EVENT_LENGTH
                || colon <= ORIGIN_END
                || !isAll(text, 0, HLC_END, HEXADECIMAL)
                || text.charAt(HLC_END) != ';'
                || !isAll(text, ORIGIN_START, ORIGIN_END, HEXADECIMAL)
                || text.charAt(ORIGIN_END) != '-') {
            return null;
        }
        long task = number(text, ORIGIN_END + 1, colon, 18);
        long n = number(text, colon + 1, text.length(), 9);
        if (task == 0 || n == 0) {
            return null;
        }
        long told = Long.parseUnsignedLong(text, 0, HLC_END, 16);
        return new LoggedEvent(text.substring(ORIGIN_START, ORIGIN_END), task, (int) n, told);
    }

    /** Returns a positive number without leading zeros, or 0 if the text is no such number. */
    private static long number(String text, int from, int to, int maxDigits) {
        boolean valid =
                from < to && to - from <= maxDigits && text.charAt(from) != '0' && isAll(text, from, to, "0123456789");
        return valid ? Long.parseLong(text, from, to, 10) : 0;
    }

    private static final String HEXADECIMAL = "0123456789abcdef";

    private static boolean isAll(String text, int from, int to, String characters) {
        if (to > text.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private CausalHeader() {}
}
