package dev.whence.demo.jvm;

import dev.whence.demo.Demo;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the demo in a separate JVM. {@link #close} ends its standard input and then the JVM. */
final class DemoProcess implements AutoCloseable {
    private static final long GRACE_SECONDS = 15;

    private final Process process;

    private DemoProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a command.
     *
     * @param arguments the name of the command and its arguments
     * @param output where standard output goes
     * @param errors where standard error goes
     * @throws IOException if the JVM cannot be started
     */
    static DemoProcess start(Jdk jdk, List<String> jvmOptions, List<String> arguments, Redirect output, Redirect errors)
            throws IOException {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of("-cp", DemoCode.classPath(), Demo.class.getName()));
        all.addAll(arguments);
        return start(jdk, all, output, errors);
    }

    /**
     * Starts a program.
     *
     * @param arguments the arguments of the {@code java} launcher
     * @throws IOException if the JVM cannot be started
     */
    static DemoProcess start(Jdk jdk, List<String> arguments, Redirect output, Redirect errors) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output).redirectError(errors);
        Map<String, String> environment = builder.environment();
        // These variables could attach an agent that was not asked for, or attach it twice.
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.remove("JDK_JAVA_OPTIONS");
        return new DemoProcess(builder.start());
    }

    BufferedReader output() {
        return process.inputReader();
    }

    Process process() {
        return process;
    }

    /** Waits for the JVM to end, and returns whether it ended in time. */
    boolean waitFor(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            waitFor(GRACE_SECONDS);
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
