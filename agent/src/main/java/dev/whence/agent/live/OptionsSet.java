package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.PresentOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The answer to the request to set options: what they are now, or what is wrong with those that were wanted. */
final class OptionsSet {
    private static final int FORMAT = 1;

    private final PresentOptions options;

    OptionsSet(PresentOptions options) {
        this.options = options;
    }

    /** Sets what is wanted, which may be nothing, and writes the answer. */
    void writeTo(JsonGenerator json, Map<String, String> wanted) throws IOException {
        List<String> faults = options.set(wanted);
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
        json.writeArrayFieldStart("faults");
        for (String one : faults) {
            json.writeString(one);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("options");
        for (PresentOptions.Option option : options.all()) {
            json.writeStartObject();
            json.writeStringField("name", option.name());
            json.writeStringField("value", option.value());
            json.writeStringField("source", option.source());
            json.writeBooleanField("settable", option.isSettable());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
