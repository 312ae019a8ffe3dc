package dev.whence.agent.attached.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Another agent on the command line. */
public enum Neighbour {
    NONE,
    OPEN_TELEMETRY_BEFORE,
    OPEN_TELEMETRY_AFTER;

    private static final String[] OPTIONS = {
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-D" + NoTracingNeeded.PROPERTY + "=true"
    };

    /** The one beside which all tests are to run: {@code whence.with=otel-before|otel-after}. */
    public static Neighbour ofAllTests() {
        return switch (System.getProperty("whence.with", "")) {
            case "otel-before" -> OPEN_TELEMETRY_BEFORE;
            case "otel-after" -> OPEN_TELEMETRY_AFTER;
            default -> NONE;
        };
    }

    JavaProcess attach(JavaProcess java, String... agentOptions) {
        return switch (this) {
            case NONE -> java.agent(agentOptions);
            case OPEN_TELEMETRY_BEFORE ->
                java.options(OPTIONS)
                        .options("-D" + FirstAgentNeeded.PROPERTY + "=true", openTelemetry())
                        .agent(agentOptions);
            case OPEN_TELEMETRY_AFTER ->
                java.options(OPTIONS).agent(agentOptions).options(openTelemetry());
        };
    }

    private static String openTelemetry() {
        Path jar = Path.of(System.getProperty("whence.opentelemetry", ""));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("The system property whence.opentelemetry must name OpenTelemetry's agent");
        }
        return "-javaagent:" + jar;
    }
}
