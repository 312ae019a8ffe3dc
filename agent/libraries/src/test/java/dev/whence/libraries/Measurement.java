package dev.whence.libraries;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A run of the program in a separate JVM. */
record Measurement(List<Row> rows, String output) {
    /** A pattern of the classes whose libraries are measured. */
    static final String ONLY = System.getProperty("whence.libraries.only", ".*");

    static Measurement of(Jdk jdk, Agents agents, Session.Start start) {
        try {
            Path file = Files.createTempFile("libraries", ".tsv");
            try {
                JavaProcess java = JavaProcess.java(jdk)
                        .timeout(Duration.ofMinutes(10))
                        // It is too short for C2 and for threads of the collector.
                        .options(
                                "-Xmx1g",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dsun.net.httpserver.nodelay=true")
                        .options("-Dwhence.old.jars=" + System.getProperty("whence.old.jars"))
                        // For Agrona.
                        .options("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
                        .options("-cp", JavaProcess.testClassPath())
                        .main(Main.class, start.name().toLowerCase(Locale.ROOT))
                        .arguments(agents.tracing.name().toLowerCase(Locale.ROOT), file.toString(), ONLY);
                JavaProcess.Result result = agents.attach(java).run();
                String output = result.out() + result.err();
                if (result.exitCode() != 0) {
                    throw new IllegalStateException("exit code " + result.exitCode() + "\n" + output);
                }
                return new Measurement(
                        Files.readAllLines(file).stream().map(Row::parse).toList(), output);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
