package dev.whence.agent;

import dev.whence.context.Trust;
import dev.whence.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of this JVM as they are at present. Some of them can be set while the agent runs.
 *
 * <p>The others cannot, since the agent has acted on them at its start: it has woven classes, or changed the layouts of
 * loggers, or has decided once for each class.
 */
public final class PresentOptions {
    static final List<String> SETTABLE = List.of(
            "stacks", "stitch", "adopt.max", "ids.headers", "ids.answer", "trust", "send", "clock.maxAhead", "stuck");

    private final Options options;

    /**
     * One option.
     *
     * @param source where its value comes from
     * @param isSettable whether it can be set while the agent runs
     */
    public record Option(String name, String value, String source, boolean isSettable) {}

    /** Hands those options to the runtime that can be set. */
    PresentOptions(Options options) {
        this.options = options;
        apply();
    }

    /** Sets options, or none of them if anything is wrong. Returns what is wrong, a line for each fault. */
    public synchronized List<String> set(Map<String, String> wanted) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            String fault = faultOf(one.getKey(), one.getValue());
            if (!fault.isEmpty()) {
                faults.add(fault);
            }
        }
        if (faults.isEmpty()) {
            for (Map.Entry<String, String> one : wanted.entrySet()) {
                options.set(one.getKey(), one.getValue());
            }
            apply();
        }
        return faults;
    }

    private static String faultOf(String key, String value) {
        String fault = Options.faultOf(key, value);
        return !Options.keys().contains(key) || SETTABLE.contains(key)
                ? fault
                : "the option '" + key + "' can only be given at the start; those that can be set are "
                        + String.join(", ", SETTABLE);
    }

    /** Returns all options, first those that can be set. */
    public synchronized List<Option> all() {
        List<Option> all = new ArrayList<>();
        for (String key : SETTABLE) {
            all.add(new Option(key, options.get(key), options.source(key), true));
        }
        for (String key : Options.keys()) {
            if (!SETTABLE.contains(key)) {
                all.add(new Option(key, options.get(key), options.source(key), false));
            }
        }
        return all;
    }

    /** Returns the value of an option that is a duration, in milliseconds. */
    public synchronized long millis(String key) {
        return Millis.of(options.get(key));
    }

    private void apply() {
        Settings.stacks(
                switch (options.get("stacks")) {
                    case "full" -> Settings.STACKS_FULL;
                    case "sites" -> Settings.STACKS_SITES;
                    case "off" -> Settings.STACKS_OFF;
                    default -> Settings.STACKS_AUTO;
                });
        Settings.stitch(options.is("stitch", "all"), !options.is("stitch", "off"));
        Settings.adopt(Long.parseLong(options.get("adopt.max")));
        Settings.messages(
                Trust.valueOf(options.get("trust").toUpperCase(Locale.ROOT)),
                options.get("ids.headers").split(","),
                Long.parseLong(options.get("clock.maxAhead")));
        Settings.send(options.get("send"), options.is("ids.answer", "true"));
    }
}
