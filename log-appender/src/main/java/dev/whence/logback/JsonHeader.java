package dev.whence.logback;

import dev.whence.runtime.LogOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The record at the beginning of each file: what wrote it, where and when. */
final class JsonHeader {
    /** The number of the format of the object {@code causal}. It changes when a reader would misunderstand a field. */
    private static final int FORMAT = 1;

    private final Preset preset;
    private final Service service;
    private final @Nullable String host = Host.name();
    private final @Nullable String version = version();

    JsonHeader(Preset preset, Service service) {
        this.preset = preset;
        this.service = service;
    }

    /** Returns the text of the record. */
    String message() {
        String name = service.name();
        return "Log of " + (name == null || name.isEmpty() ? "instance " : name + ", instance ") + LogOrigin.instance()
                + ", process " + pid() + (host == null ? "" : " on " + host);
    }

    /** Writes the object {@code causal}. */
    void writeCausal(Instant now, JsonWriter json) {
        json.beginObject().field("kind", "header").field("format", FORMAT);
        writeIfKnown("version", version, json);
        json.field("preset", preset.toString()).field("instance", LogOrigin.instance());
        writeIfKnown("service", service.name(), json);
        writeIfKnown("host", host, json);
        json.field("pid", pid()).field("hlc", LogOrigin.reading(now)).endObject();
    }

    private static void writeIfKnown(String name, @Nullable String value, JsonWriter json) {
        if (value != null && !value.isEmpty()) {
            json.field(name, value);
        }
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    /** Returns the version of Whence, or null. A class that the agent has defined finds no file beside it. */
    private static @Nullable String version() {
        try (InputStream in = JsonHeader.class.getResourceAsStream("version")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException unknown) {
            return null;
        }
    }
}
