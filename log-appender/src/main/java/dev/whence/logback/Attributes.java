package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The attributes of an event: its key-value pairs and its MDC entries. The correlation id and the ids of an
 * OpenTelemetry span are taken out, as they have fields of their own.
 *
 * <p>Each attribute has a name of its own. A name that is taken gets a number, such as {@code user_2}. Pairs come before
 * MDC entries, and no number makes a name that the event has anyway.
 */
final class Attributes {
    private final List<KeyValuePair> pairs;
    private final Map<String, String> mdc;
    private final @Nullable String correlation;

    /** Names that are neither keys of pairs nor keys of the MDC. Most events have none. */
    private @Nullable Set<String> made;

    Attributes(ILoggingEvent event, @Nullable LogStamp stamp) {
        List<KeyValuePair> logged = event.getKeyValuePairs();
        this.pairs = logged == null ? List.of() : logged;
        this.mdc = event.getMDCPropertyMap();
        this.correlation = stamp == null ? null : stamp.correlation().id();
    }

    /** Returns an id of the span; null or empty if there is none. */
    @Nullable String span(String key) {
        return mdc.isEmpty() ? null : mdc.get(key);
    }

    /** Writes the attributes as an object with an encoded name. Without an attribute nothing is written. */
    void write(JsonWriter json, byte[] name) {
        if (isEmpty()) {
            return;
        }
        json.name(name).beginObject();
        for (int i = 0; i < pairs.size(); i++) {
            json.name(nameOfPair(i)).value(pairs.get(i).value);
        }
        for (Map.Entry<String, String> entry : mdc.entrySet()) {
            if (!hasFieldOfItsOwn(entry.getKey(), entry.getValue())) {
                json.name(nameOfEntry(entry.getKey())).value(entry.getValue());
            }
        }
        json.endObject();
    }

    private boolean isEmpty() {
        if (!pairs.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, String> entry : mdc.entrySet()) {
            if (!hasFieldOfItsOwn(entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean hasFieldOfItsOwn(String key, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return false;
        }
        return (value.equals(correlation) && key.equals(Settings.correlationKey()))
                || key.equals("trace_id")
                || key.equals("span_id")
                || key.equals("trace_flags");
    }

    private String nameOfPair(int index) {
        String name = keyOfPair(index);
        return isPair(name, index) || isMade(name) ? numbered(name) : name;
    }

    private String nameOfEntry(String key) {
        String name = wellFormed(key);
        boolean isKey = name.equals(key);
        if (isPair(name, pairs.size()) || (!isKey && (mdc.containsKey(name) || isMade(name)))) {
            return numbered(name);
        }
        return isKey ? name : make(name);
    }

    private String numbered(String name) {
        int number = 2;
        String candidate = name + "_" + number;
        while (isPair(candidate, pairs.size()) || mdc.containsKey(candidate) || isMade(candidate)) {
            candidate = name + "_" + ++number;
        }
        return make(candidate);
    }

    /** Returns whether a name is the key of one of the first pairs. */
    private boolean isPair(String name, int first) {
        for (int i = 0; i < first; i++) {
            if (keyOfPair(i).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private String keyOfPair(int index) {
        return wellFormed(String.valueOf(pairs.get(index).key));
    }

    private boolean isMade(String name) {
        return made != null && made.contains(name);
    }

    private String make(String name) {
        if (made == null) {
            made = new HashSet<>();
        }
        made.add(name);
        return name;
    }

    /** Returns a key as it is written: two keys that differ in their unpaired surrogates are written alike. */
    private static String wellFormed(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (Character.isSurrogate(key.charAt(i))) {
                return withoutUnpairedSurrogates(key);
            }
        }
        return key;
    }

    private static String withoutUnpairedSurrogates(String key) {
        StringBuilder formed = new StringBuilder();
        key.codePoints().forEach(point -> formed.appendCodePoint(isSurrogate(point) ? 0xfffd : point));
        return formed.toString();
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
