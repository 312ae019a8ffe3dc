package dev.whence.libraries;

import dev.whence.agent.attached.harness.JavaProcess;
import java.nio.file.Path;

/** The agents that a JVM starts with. */
enum Agents {
    WHENCE("Whence", Tracing.WHENCE) {
        @Override
        JavaProcess attach(JavaProcess java) {
            // Whatever the speed of the machine, each hop is looked at.
            return java.agent("trust=all", "stacks=full", "shared=dev.whence.libraries.Mailboxes$Mailbox$");
        }
    },

    BOTH("Whence beside OpenTelemetry", Tracing.WHENCE) {
        @Override
        JavaProcess attach(JavaProcess java) {
            return WHENCE.attach(OPENTELEMETRY.attach(java));
        }
    },

    OPENTELEMETRY("OpenTelemetry", Tracing.OPENTELEMETRY) {
        @Override
        JavaProcess attach(JavaProcess java) {
            return java.options(
                    "-javaagent:" + Path.of(System.getProperty("whence.peers"), "otel.jar"),
                    "-Dotel.traces.exporter=none",
                    "-Dotel.metrics.exporter=none",
                    "-Dotel.logs.exporter=none");
        }
    };

    final String title;
    final Tracing tracing;

    Agents(String title, Tracing tracing) {
        this.title = title;
        this.tracing = tracing;
    }

    abstract JavaProcess attach(JavaProcess java);
}
