package dev.whence.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The measured agents, and none. */
public enum Subject {
    NONE("none", null, OpenContext.NONE),
    EMPTY("empty agent", "empty-agent.jar", OpenContext.NONE),
    WHENCE("whence", "whence-agent.jar", OpenContext.CORRELATION, "-Dwhence.quiet=true"),
    TTL("TTL", "transmittable-thread-local", OpenContext.VALUE),
    DATADOG(
            "Datadog",
            "dd-java-agent",
            OpenContext.SPAN,
            "-Ddd.trace.enabled=true",
            "-Ddd.trace.otel.enabled=true",
            "-Ddd.trace.agent.url=http://127.0.0.1:1",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false",
            "-Ddd.jmxfetch.enabled=false",
            "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off"),
    OPENTELEMETRY(
            "OpenTelemetry",
            "opentelemetry-javaagent",
            OpenContext.SPAN,
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.javaagent.logging=none");

    private static final String SEPARATOR = " ";

    private final String label;
    final @Nullable String jar;
    final OpenContext context;
    private final String options;

    Subject(String label, @Nullable String jar, OpenContext context, String... options) {
        this.label = label;
        this.jar = jar;
        this.context = context;
        this.options = String.join(SEPARATOR, options);
    }

    /** Returns the name for tables. */
    public String label() {
        return label;
    }

    /** Returns the options of a JVM with this agent. */
    public List<String> options(@Nullable Path agent) {
        List<String> all = new ArrayList<>();
        if (agent != null) {
            all.add("-javaagent:" + agent);
            if (!options.isEmpty()) {
                all.addAll(List.of(options.split(SEPARATOR)));
            }
        }
        return all;
    }
}
