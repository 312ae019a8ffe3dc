package dev.whence.agent.attached.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** How the agent comes into a JVM. */
public enum StartMode {
    /** On the command line, alone. */
    PLAIN,

    OPEN_TELEMETRY_BEFORE,
    OPEN_TELEMETRY_AFTER,

    /** Attached when all that is woven is loaded and was used. */
    LATE,

    /** With an AOT cache that was trained with the agent, so that much is loaded before it. */
    TRAINED;

    private static final String[] OPTIONS = {
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-D" + NoTracingNeeded.PROPERTY + "=true"
    };

    /** The one in which all tests are to run: {@code whence.with=otel-before|otel-after|late|trained}. */
    public static StartMode ofAllTests() {
        return switch (System.getProperty("whence.with", "")) {
            case "otel-before" -> OPEN_TELEMETRY_BEFORE;
            case "otel-after" -> OPEN_TELEMETRY_AFTER;
            case "late" -> LATE;
            case "trained" -> TRAINED;
            default -> PLAIN;
        };
    }

    JavaProcess attach(JavaProcess java, String... agentOptions) {
        return switch (this) {
            case PLAIN -> java.agent(agentOptions);
            case OPEN_TELEMETRY_BEFORE ->
                java.options(OPTIONS)
                        .options("-D" + FirstAgentNeeded.PROPERTY + "=true", openTelemetry())
                        .agent(agentOptions);
            case OPEN_TELEMETRY_AFTER ->
                java.options(OPTIONS).agent(agentOptions).options(openTelemetry());
            case LATE ->
                java.options("-D" + FirstAgentNeeded.PROPERTY + "=true")
                        .options(LateAttachment.jvmOptions(agentOptions));
            case TRAINED ->
                AotCache.of(java.jdk())
                        .use(java.options("-D" + FirstAgentNeeded.PROPERTY + "=true"))
                        .agent(agentOptions);
        };
    }

    /** The class path of the tests. */
    String classPath() {
        return this == TRAINED ? AotCache.before(JavaProcess.testClassPath()) : JavaProcess.testClassPath();
    }

    private static String openTelemetry() {
        Path jar = Path.of(System.getProperty("whence.opentelemetry", ""));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("The system property whence.opentelemetry must name OpenTelemetry's agent");
        }
        return "-javaagent:" + jar;
    }
}
