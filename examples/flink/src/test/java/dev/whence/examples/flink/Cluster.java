package dev.whence.examples.flink;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster of JVMs of its own: a job manager, task managers with one slot each, and Flink's command line. They have
 * what a Flink distribution has, and neither the job nor what the job brings along.
 */
final class Cluster implements AutoCloseable {
    private static final Pattern NOT_OF_FLINK =
            Pattern.compile(".*(/target/|flink-connector-kafka|flink-test-utils|-tests\\.jar"
                    + "|/org/apache/kafka/|/com/fasterxml/|/info/picocli/|/junit|/org/junit/|/org/assertj/"
                    + "|/org/awaitility/).*");

    /** As in a distribution, nothing that is logged is part of what the command line says. */
    private static final String LOGGING = """
            <configuration>
              <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>%d %-5level %logger{20} - %msg%n</pattern></encoder>
              </appender>
              <logger name="org.apache.flink.client" level="OFF"/>
              <logger name="org.apache.flink.metrics" level="ERROR"/>
              <root level="WARN"><appender-ref ref="ERR"/></root>
            </configuration>
            """;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private int started;

    Cluster(Path folder) throws IOException {
        this.folder = folder;
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.yaml"), """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %d
                jobmanager.bind-host: localhost
                rest.address: localhost
                rest.port: %d
                rest.bind-address: localhost
                taskmanager.host: localhost
                taskmanager.bind-host: localhost
                taskmanager.numberOfTaskSlots: 1
                taskmanager.cpu.cores: 1
                taskmanager.memory.framework.heap.size: 64m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.task.heap.size: 128m
                taskmanager.memory.task.off-heap.size: 0m
                taskmanager.memory.network.min: 32m
                taskmanager.memory.network.max: 32m
                taskmanager.memory.managed.size: 32m
                taskmanager.memory.jvm-metaspace.size: 128m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                slot.request.timeout: 20s
                heartbeat.interval: 500
                heartbeat.timeout: 3000
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: 100
                restart-strategy.fixed-delay.delay: 500ms
                execution.checkpointing.interval: 200ms
                execution.checkpointing.dir: %s
                """.formatted(
                        freePort(), freePort(), folder.resolve("checkpoints").toUri()));
        Files.writeString(configuration.resolve("logback.xml"), LOGGING);
        start(
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                "" + configuration);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a task manager. */
    Process startTaskManager() throws IOException {
        return start(
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", "" + folder.resolve("conf"));
    }

    private Process start(String main, String... arguments) throws IOException {
        Process process =
                java(main, arguments).redirectOutput(output(++started)).start();
        processes.add(process);
        return process;
    }

    private File output(int number) {
        return folder.resolve("output-" + number + ".txt").toFile();
    }

    private ProcessBuilder java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx384m"));
        command.addAll(List.of(System.getProperty("flink.opens", "").split(" ")));
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(List.of(arguments));
        ProcessBuilder java = new ProcessBuilder(command).redirectErrorStream(true);
        java.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
        return java;
    }

    private String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !NOT_OF_FLINK.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator, folder.resolve("conf") + File.pathSeparator, ""));
    }

    /** Runs {@code flink run} with the packaged job, and returns its output with the exit code in the last line. */
    String run(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(options);
        all.add(System.getProperty("whence.flink"));
        all.addAll(List.of(arguments));
        return flink(all);
    }

    /** Ends a job that {@link #run} has begun. */
    void cancel(String output) throws IOException, InterruptedException {
        Matcher id = Pattern.compile("JobID ([0-9a-f]{32})").matcher(output);
        if (!id.find()) {
            throw new AssertionError(output);
        }
        String cancelled = flink(List.of("cancel", id.group(1)));
        if (!cancelled.endsWith("exit code 0")) {
            throw new AssertionError(cancelled);
        }
    }

    private String flink(List<String> arguments) throws IOException, InterruptedException {
        Process flink = java("org.apache.flink.client.cli.CliFrontend", arguments.toArray(String[]::new))
                .start();
        String output = new String(flink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        flink.waitFor();
        return output + "exit code " + flink.exitValue();
    }

    /** Returns what all JVMs have said, for a test that fails. */
    String outputs() {
        StringBuilder outputs = new StringBuilder();
        for (int i = 1; i <= started; i++) {
            try {
                outputs.append(Files.readString(output(i).toPath()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return outputs.toString();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
        }
        for (Process process : processes) {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
