package dev.whence.runtime.log;

import dev.whence.context.Correlation;
import dev.whence.runtime.LogStamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pattern words of Whence show of an event, in the patterns of any logging library. Control characters and line
 * ends in names are escaped.
 */
public final class LogWords {
    /** The option that asks for ids with all digits of the instance, as in JSON. */
    private static final String FULL = "full";

    /** Returns the ID of a correlation, or its entry of a name; empty if there is none. */
    public static String correlation(Correlation correlation, @Nullable String entry) {
        String shown = entry == null ? correlation.id() : correlation.get(entry);
        return shown == null ? "" : Printable.escape(shown);
    }

    /** Returns the task of an event, such as {@code 5f-17}. */
    public static String task(LogStamp stamp, @Nullable String option) {
        return FULL.equals(option) ? stamp.task() : stamp.shortTask();
    }

    /** Returns the predecessors of an event, such as {@code <- 5f-1:1 5f-3:1}; empty if there are none. */
    public static String after(LogStamp stamp, @Nullable String option) {
        List<String> after = FULL.equals(option) ? stamp.after() : stamp.shortAfter();
        return after.isEmpty() ? "" : "<- " + String.join(" ", after);
    }

    /** Returns the source line of the hop that led to a task, with its first event; empty for others. */
    public static String site(LogStamp stamp) {
        String site = stamp.site();
        return site == null ? "" : Printable.escape(site);
    }

    /** Returns the hops that led to an event in the form of a stack trace. Each frame begins with a line end. */
    public static String logicalStack(LogStamp stamp) {
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement frame : stamp.hops()) {
            lines.append(System.lineSeparator()).append("\tat ").append(Printable.escape(frame.toString()));
        }
        return lines.toString();
    }

    /**
     * Returns the fields of the object {@code causal} in a JSON line. Empty ones are left out.
     *
     * @param withSite whether the source line of the hop is one of them
     */
    public static Map<String, Object> causal(LogStamp stamp, boolean withSite) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hlc", stamp.hlc());
        fields.put("task", stamp.task());
        fields.put("n", stamp.n());
        putUnlessEmpty("after", stamp.after(), fields);
        putUnlessEmpty("via", stamp.via(), fields);
        putUnlessEmpty("flags", stamp.flags(), fields);
        if (withSite) {
            putUnlessNull("site", stamp.site(), fields);
            if (stamp.isSiteApproximate()) {
                fields.put("site_approximate", true);
            }
        }
        putUnlessNull("submitted", stamp.submitted(), fields);
        putUnlessNull("begun", stamp.begun(), fields);
        return fields;
    }

    private static void putUnlessNull(String name, @Nullable Object value, Map<String, Object> fields) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }

    private static void putUnlessEmpty(String name, List<String> values, Map<String, Object> fields) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
    }

    private LogWords() {}
}
