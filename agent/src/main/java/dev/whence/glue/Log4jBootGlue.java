package dev.whence.glue;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.StructuredFields;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.core.LogEvent;
import org.springframework.boot.json.JsonWriter.Members;

/** The glue of the JSON lines that Spring Boot writes of Log4j's events. */
final class Log4jBootGlue {
    private static final HookSwitch HOOK = HookSwitch.named("Spring Boot JSON");

    /** Adds the fields of Whence to a new format. */
    static void addTo(Members<Object> members) {
        Log4jEventGlue.show(true);
        StructuredFields fields = StructuredFields.ofNewFormatter();
        BiConsumer<Object, BiConsumer<Object, Object>> add = (event, line) -> add(fields, event, line);
        members.add().usingPairs(add);
    }

    private static void add(StructuredFields fields, Object event, BiConsumer<Object, Object> line) {
        if (HOOK.isOn() && event instanceof LogEvent logged) {
            LogStamp stamp = Log4jEventGlue.stamp(logged);
            if (stamp != null) {
                fields.add(stamp, logged.getContextData()::containsKey, line);
            }
        }
    }

    private Log4jBootGlue() {}
}
