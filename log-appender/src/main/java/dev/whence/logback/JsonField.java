package dev.whence.logback;

/** The fields of a JSON line, with their names in each preset. A field without a name in a preset is left out there. */
enum JsonField {
    TIMESTAMP("timestamp", "@timestamp", "@timestamp"),
    VERSION("", "ecs.version", "@version"),
    SEVERITY("severity_text", "log.level", "level"),
    SEVERITY_NUMBER("severity_number", "", "level_value"),
    BODY("body", "message", "message"),
    LOGGER("logger", "log.logger", "logger_name"),
    THREAD("thread.name", "process.thread.name", "thread_name"),
    CORRELATION("correlation_id", "correlation_id", "correlation_id"),
    SERVICE_NAME("service.name", "service.name", "service.name"),
    SERVICE_INSTANCE("service.instance.id", "service.node.name", "service.instance.id"),
    TRACE_ID("trace_id", "trace.id", "trace_id"),
    SPAN_ID("span_id", "span.id", "span_id"),
    TRACE_FLAGS("trace_flags", "trace.flags", "trace_flags"),
    ATTRIBUTES("attributes", "labels", "attributes"),
    MARKERS("markers", "tags", "tags"),
    EXCEPTION_TYPE("exception.type", "error.type", ""),
    EXCEPTION_MESSAGE("exception.message", "error.message", ""),
    EXCEPTION_STACK("exception.stacktrace", "error.stack_trace", "stack_trace"),
    SEQUENCE("", "event.sequence", "");

    private final String otel;
    private final String ecs;
    private final String logstash;

    JsonField(String otel, String ecs, String logstash) {
        this.otel = otel;
        this.ecs = ecs;
        this.logstash = logstash;
    }

    /** Returns the name in a preset, or the empty string if the preset has no such field. */
    String nameIn(Preset preset) {
        return switch (preset) {
            case OTEL -> otel;
            case ECS -> ecs;
            case LOGSTASH -> logstash;
        };
    }
}
