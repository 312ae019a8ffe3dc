package dev.whence.agent.live;

import java.util.HashMap;
import java.util.Map;

/**
 * A request for a dump: a line of settings, each a name, an equals sign and a value, with tabs between them.
 *
 * @param correlation only operations whose correlation ID is this one; empty for all
 * @param site only what has this text in a frame of its logical stack; empty for all
 * @param limit how many groups are told of at most
 */
record Request(String correlation, String site, int limit) {
    /** Parses a request. What it does not set has its default. */
    static Request parse(String line) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : line.split("\t", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
        return new Request(
                settings.getOrDefault("correlation", ""),
                settings.getOrDefault("site", ""),
                Integer.parseInt(settings.getOrDefault("limit", "100")));
    }
}
