package dev.whence.glue;

import dev.whence.context.Correlation;
import dev.whence.runtime.FieldTable;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogHooks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.time.Instant;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * The glue of the events of Log4j 2.
 *
 * <p>An event keeps what the layouts of this Log4j show: its stamp if one of them does, else its correlation if one of
 * them does, else nothing. What no layout shows costs nothing. The layouts tell when they are made, and events that are
 * older show nothing.
 */
public final class Log4jEventGlue {
    private static final HookSwitch HOOK = HookSwitch.named("Log4j layouts");

    private static volatile boolean showsCorrelations;
    private static volatile boolean showsStamps;

    private static final ClassValue<@Nullable VarHandle> FIELDS = new AddedFields();

    /** The fields that are added to the classes of events, unless those were loaded before the agent. */
    private static final class AddedFields extends ClassValue<@Nullable VarHandle> {
        @Override
        protected @Nullable VarHandle computeValue(Class<?> type) {
            try {
                return MethodHandles.lookup().findVarHandle(type, "whence$", Object.class);
            } catch (NoSuchFieldException | IllegalAccessException e) {
                return null;
            }
        }
    }

    /**
     * Returns the context data of an event, with the IDs of the correlation and the span in which it is logged. A frozen
     * map belongs to the thread, so the event gets a copy. Like the original, it is not reused for another event: a copy
     * of this event may refer to it.
     */
    public static StringMap withIds(StringMap data) {
        try {
            Map<String, String> ids = LogHooks.ids(data::containsKey);
            if (ids.isEmpty()) {
                return data;
            }
            StringMap shown = data.isFrozen() ? new SortedArrayStringMap(data) : data;
            ids.forEach(shown::putValue);
            if (data.isFrozen()) {
                shown.freeze();
            }
            return shown;
        } catch (Throwable ofTheProgram) {
            HookSwitch.passOn(ofTheProgram);
            return data;
        }
    }

    /** Called on the thread that makes an event. Returns what the event keeps. */
    public static @Nullable Object kept(LogEvent event) {
        if (!showsStamps) {
            return showsCorrelations ? LogHooks.correlation() : null;
        }
        try {
            Instant time = event.getInstant();
            return LogHooks.stamp(time.getEpochMillisecond(), time.getNanoOfMillisecond());
        } catch (Throwable e) {
            HOOK.failed(e);
            return null;
        }
    }

    /** Returns what an event keeps. */
    public static @Nullable Object keptBy(LogEvent event) {
        VarHandle field = FIELDS.get(event.getClass());
        return field == null ? FieldTable.get(event) : field.get(event);
    }

    /** Called when an event has been copied. */
    public static void copied(LogEvent copy, LogEvent original) {
        try {
            Object kept = copy == original || copy == null ? null : keptBy(original);
            if (kept == null) {
                return;
            }
            VarHandle field = FIELDS.get(copy.getClass());
            if (field == null) {
                FieldTable.put(copy, kept);
            } else {
                field.set(copy, kept);
            }
        } catch (Throwable e) {
            HOOK.failed(e);
        }
    }

    /** Called when a layout is made that shows correlations, and perhaps stamps as well. */
    static void show(boolean stamps) {
        showsCorrelations = true;
        if (stamps) {
            showsStamps = true;
        }
    }

    /** Returns the stamp of an event, or null. */
    static @Nullable LogStamp stamp(LogEvent event) {
        return keptBy(event) instanceof LogStamp stamp ? stamp : null;
    }

    /** Returns the correlation of an event, or none. */
    static Correlation correlation(LogEvent event) {
        Object kept = keptBy(event);
        if (kept instanceof LogStamp stamp) {
            return stamp.correlation();
        }
        return kept instanceof Correlation correlation ? correlation : Correlation.none();
    }

    private Log4jEventGlue() {}
}
