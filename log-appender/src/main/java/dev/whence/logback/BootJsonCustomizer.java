package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.StructuredFields;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Adds the object {@code causal} to the JSON lines of Spring Boot, as {@code logging.structured.format.console} and
 * {@code logging.structured.format.file} select them. Spring Boot 3.4 and later find this class by themselves.
 */
public final class BootJsonCustomizer implements StructuredLoggingJsonMembersCustomizer<Object> {
    /** The lines that have the fields. The agent adds them as well. */
    private static final Set<Object> DONE = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    @Override
    public void customize(Members<Object> members) {
        addTo(members);
    }

    /** Adds the fields to lines of events of logback, unless they have been added. */
    public static void addTo(Members<Object> members) {
        if (DONE.add(members)) {
            StructuredFields fields = StructuredFields.ofNewFormatter();
            BiConsumer<Object, BiConsumer<Object, Object>> add = (event, line) -> add(fields, event, line);
            members.add().usingPairs(add);
        }
    }

    private static void add(StructuredFields fields, Object event, BiConsumer<Object, Object> line) {
        LogStamp stamp = event instanceof ILoggingEvent logged ? EventStamps.of(logged) : null;
        if (stamp != null) {
            ILoggingEvent logged = (ILoggingEvent) event;
            fields.add(stamp, key -> isUsed(key, logged), line);
        }
    }

    private static boolean isUsed(String key, ILoggingEvent event) {
        if (event.getMDCPropertyMap().containsKey(key)) {
            return true;
        }
        if (event.getKeyValuePairs() != null) {
            for (@Nullable KeyValuePair pair : event.getKeyValuePairs()) {
                if (pair != null && key.equals(pair.key)) {
                    return true;
                }
            }
        }
        return false;
    }
}
