package dev.whence.services.opentelemetry;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;

/** A log record as it has arrived. */
record OtlpRecord(String service, LogRecord received) {
    String message() {
        return received.getBody().getStringValue();
    }

    /** Returns the time in nanoseconds. */
    long timestamp() {
        return received.getTimeUnixNano();
    }

    /** Returns the stamp. Its order as a text is the causal order. */
    String hlc() {
        return attribute("causal.hlc").getStringValue();
    }

    String correlation() {
        return attribute("correlation.id").getStringValue();
    }

    /** Returns the ID of the event: its task and its number. */
    String id() {
        return task() + ":" + n();
    }

    String task() {
        return attribute("causal.task").getStringValue();
    }

    /** Returns the number within the task. */
    long n() {
        return attribute("causal.n").getIntValue();
    }

    /** Returns the IDs of the events of other tasks that precede this one. */
    List<String> after() {
        return attribute("causal.after").getArrayValue().getValuesList().stream()
                .map(AnyValue::getStringValue)
                .toList();
    }

    private AnyValue attribute(String key) {
        return received.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .findFirst()
                .map(attribute -> attribute.getValue())
                .orElse(AnyValue.getDefaultInstance());
    }

    @Override
    public String toString() {
        return service + " " + message() + " " + timestamp() + " " + hlc() + " " + id() + " " + after();
    }
}
