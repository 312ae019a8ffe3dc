package dev.whence.glue;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.log.LogHooks;
import java.util.Map;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;

/** The glue of the events of Log4j 2. */
public final class Log4jEventGlue {
    /**
     * Returns the context data of an event, with the IDs of the correlation and the span in which it is logged. A frozen
     * map belongs to the thread, so the event gets a copy.
     */
    public static StringMap withIds(StringMap data) {
        try {
            Map<String, String> ids = LogHooks.ids(data::containsKey);
            if (ids.isEmpty()) {
                return data;
            }
            StringMap shown = data.isFrozen() ? new SortedArrayStringMap(data) : data;
            ids.forEach(shown::putValue);
            return shown;
        } catch (Throwable ofTheProgram) {
            HookSwitch.passOn(ofTheProgram);
            return data;
        }
    }

    private Log4jEventGlue() {}
}
