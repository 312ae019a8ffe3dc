package dev.whence.glue;

import dev.whence.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.core.pattern.EqualsBaseReplacementConverter;
import org.apache.logging.log4j.core.pattern.LineSeparatorPatternConverter;
import org.apache.logging.log4j.core.pattern.MdcPatternConverter;
import org.apache.logging.log4j.core.pattern.MessagePatternConverter;
import org.jspecify.annotations.Nullable;

/**
 * The text of a pattern of Log4j 2, read as Log4j does: a word is the longest known one at its place, and the options in
 * braces after it may be patterns themselves.
 */
final class Log4jPattern {
    /** Spring Boot's word for the ids of a trace. Its option names the shown context data, with their lengths. */
    private static final String BOOT_TRACE = "org.springframework.boot.logging.log4j2.CorrelationIdConverter";

    private static final String BOOT_TRACE_KEYS = "traceId,spanId";

    private final String text;
    private final Map<String, Class<?>> words;
    private final List<String> shownKeys = new ArrayList<>();
    private boolean showsCorrelation;
    private boolean formatsLines;
    private int message = -1;

    Log4jPattern(String text, Map<String, Class<?>> words) {
        this.text = text;
        this.words = words;
    }

    /** Returns whether a parser is one for patterns of events, and not for those of file names, for example. */
    static boolean isOfEvents(Map<String, Class<?>> words) {
        return isMessage("m", words.get("m"));
    }

    /**
     * Returns the pattern with a prefix before the first message, or as it is if it shows the correlation or has no
     * message. The prefix names the context data that the pattern shows: if one of them is the ID, the prefix shows
     * nothing.
     */
    String withCorrelation() {
        read(0, text.length());
        boolean needsPrefix = message >= 0
                && !showsCorrelation
                && !shownKeys.contains("")
                && !shownKeys.contains(Settings.correlationKey())
                && !text.contains("ctx:" + Settings.correlationKey())
                && (formatsLines || !Settings.prefixesOnlyLines);
        if (!needsPrefix) {
            return text;
        }
        String keys = shownKeys.isEmpty() ? "" : "{" + String.join(",", shownKeys) + "}";
        return text.substring(0, message) + "%" + Log4jPatternGlue.PREFIX + keys + text.substring(message);
    }

    private void read(int from, int to) {
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c != '%' || at + 1 == to) {
                formatsLines |= c == '\n' || text.startsWith("\\n", at);
                at++;
            } else if (text.charAt(at + 1) == '%') {
                at += 2;
            } else {
                at = readWord(at, to);
            }
        }
    }

    /** Reads a word and its options, and returns where they end. */
    private int readWord(int start, int to) {
        int begin = start + 1;
        while (begin < to && "-0123456789.".indexOf(text.charAt(begin)) >= 0) {
            begin++;
        }
        int end = begin;
        while (end < to && Character.isUnicodeIdentifierPart(text.charAt(end))) {
            end++;
        }
        int options = end < to && text.charAt(end) == '{' ? endOfOption(end, to) : end;
        String option = options > end ? text.substring(end + 1, options - 1) : null;
        String word = known(text.substring(begin, end));
        Class<?> type = words.get(word);
        if (type != null && !note(word, type, option, start) && option != null) {
            read(end + 1, options - 1);
        }
        // The other options of a word are no patterns.
        while (options > end && options < to && text.charAt(options) == '{') {
            end = options;
            options = endOfOption(end, to);
        }
        return Math.max(options, start + 1);
    }

    /** Returns the longest known word with which a text begins. */
    private String known(String letters) {
        int length = letters.length();
        while (length > 0 && !words.containsKey(letters.substring(0, length))) {
            length--;
        }
        return letters.substring(0, length);
    }

    /** Returns where an option ends, or where it begins if it is not closed. */
    private int endOfOption(int start, int to) {
        int depth = 0;
        for (int i = start; i < to; i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return start;
    }

    /** Notes what a word shows. Returns false if it shows what its option shows, which is a pattern. */
    private boolean note(String word, Class<?> type, @Nullable String option, int start) {
        if (isMessage(word, type)) {
            message = message < 0 ? start : message;
        } else if (type == MdcPatternConverter.class) {
            addShown(option == null ? "" : option);
        } else if (type.getName().equals(BOOT_TRACE)) {
            addShown(option == null ? BOOT_TRACE_KEYS : option.replaceAll("\\(\\d*\\)", ""));
        } else if (type == Log4jWord.OfCorrelation.class) {
            showsCorrelation |= option == null;
        } else if (type == LineSeparatorPatternConverter.class) {
            formatsLines = true;
        } else {
            // What is compared with a text must stay as it is.
            return EqualsBaseReplacementConverter.class.isAssignableFrom(type);
        }
        return true;
    }

    private void addShown(String keys) {
        for (String key : keys.split(",", -1)) {
            shownKeys.add(key.trim());
        }
    }

    private static boolean isMessage(String word, @Nullable Class<?> type) {
        return type != null
                && (MessagePatternConverter.class.isAssignableFrom(type)
                        || word.equals("m")
                        || word.equals("msg")
                        || word.equals("message"));
    }
}
