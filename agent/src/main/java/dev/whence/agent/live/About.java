package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.HookReport;
import dev.whence.runtime.HookSwitch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the agent tells of itself and of its JVM, as JSON. */
final class About {
    private final String version;

    About(String version) {
        this.version = version;
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        Heading.write(json, 1, version);
        json.writeNumberField("upMillis", upMillis());
        hooks(json);
        json.writeEndObject();
    }

    private static long upMillis() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Math.max(0, System.currentTimeMillis() - start.toEpochMilli()))
                .orElse(0L);
    }

    /** Writes how many hooks work, the names of those that do not, and how many wait for classes of a library. */
    private static void hooks(JsonGenerator json) throws IOException {
        int on = 0;
        int waiting = 0;
        List<String> off = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>(HookReport.ofJdk());
        all.addAll(HookReport.ofLibraries());
        for (String name : all) {
            switch (HookReport.state(HookSwitch.named(name))) {
                case "off" -> off.add(name);
                case "waits" -> waiting++;
                default -> on++;
            }
        }
        json.writeNumberField("hooksOn", on);
        json.writeNumberField("hooksWaiting", waiting);
        json.writeArrayFieldStart("hooksOff");
        for (String name : off) {
            json.writeString(name);
        }
        json.writeEndArray();
    }
}
