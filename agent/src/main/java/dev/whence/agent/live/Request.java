package dev.whence.agent.live;

import java.util.HashMap;
import java.util.Map;

/**
 * A request of another process: a line with the name of what it asks for, and settings, with tabs between them. A
 * setting is a name, an equals sign and a value.
 *
 * @param name what is asked for
 * @param settings the values of the settings by name
 */
record Request(String name, Map<String, String> settings) {
    /** Parses a request. */
    static Request parse(String line) {
        String[] parts = line.split("\t", -1);
        Map<String, String> settings = new HashMap<>();
        for (String setting : parts) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
        return new Request(parts[0], settings);
    }

    /** Returns the value of a setting, or an empty text if it is not set. */
    String text(String setting) {
        return settings.getOrDefault(setting, "");
    }

    /** Returns the value of a setting that is a time in milliseconds; 0 if it is not set. */
    long millis(String setting) {
        String value = text(setting);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** Returns the value of a setting that is a number. */
    int number(String setting, int otherwise) {
        String value = text(setting);
        return value.isEmpty() ? otherwise : Integer.parseInt(value);
    }
}
