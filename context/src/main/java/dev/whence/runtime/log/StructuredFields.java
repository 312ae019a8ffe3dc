package dev.whence.runtime.log;

import dev.whence.runtime.LogStamp;
import dev.whence.runtime.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The fields that the JSON lines of another library get: the correlation ID, unless the line has it already, and the
 * object {@code causal}.
 *
 * <p>No name occurs twice in a line. A name that the event uses itself gets a number, such as {@code causal_2}.
 */
public final class StructuredFields {
    /** The class of Spring Boot that writes GELF. */
    private static final String GELF_FORMATTER = ".GraylogExtendedLogFormatStructuredLogFormatter";

    private final boolean isGelf;

    private StructuredFields(boolean isGelf) {
        this.isGelf = isGelf;
    }

    /**
     * Returns the fields for the formatter of Spring Boot whose constructor is running. GELF has no objects and no
     * arrays, so there each field of {@code causal} is one of the line, such as {@code _causal_hlc}.
     */
    public static StructuredFields ofNewFormatter() {
        return new StructuredFields(StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(GELF_FORMATTER))));
    }

    /**
     * Adds the fields of an event.
     *
     * @param isUsed whether the event has an entry of this key, which is a field of the line
     */
    public void add(LogStamp stamp, Predicate<String> isUsed, BiConsumer<Object, Object> line) {
        String id = stamp.correlation().id();
        if (!id.isEmpty() && !isUsed.test(Settings.correlationKey())) {
            line.accept(isGelf ? "_" + Settings.correlationKey() : Settings.correlationKey(), id);
        }
        Map<String, Object> causal = LogWords.causal(stamp, true);
        if (isGelf) {
            causal.forEach((name, value) -> line.accept("_" + unused("causal_" + name, isUsed), flat(value)));
        } else {
            line.accept(unused("causal", isUsed), causal);
        }
    }

    private static Object flat(Object value) {
        if (!(value instanceof List<?> values)) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (Object each : values) {
            text.append(text.length() == 0 ? "" : " ").append(each);
        }
        return text.toString();
    }

    private static String unused(String name, Predicate<String> isUsed) {
        String candidate = name;
        for (int number = 2; isUsed.test(candidate); number++) {
            candidate = name + "_" + number;
        }
        return candidate;
    }
}
