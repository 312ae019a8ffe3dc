package dev.whence.demo.jvm;

import dev.whence.demo.Demo;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A arguments of the demo in a JVM of its own; closing it ends its standard input, then the JVM. */
final class DemoProcess implements AutoCloseable {
    private static final long GRACE_SECONDS = 15;

    private final Process process;

    private DemoProcess(Process process) {
        this.process = process;
    }

    /** Tells a arguments; what it prints goes to {@code output}, its errors to {@code errors}. */
    static DemoProcess start(Jdk jdk, List<String> jvmOptions, List<String> arguments, Redirect output, Redirect errors)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), Demo.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output).redirectError(errors);
        Map<String, String> environment = builder.environment();
        // They could attach an agent that is not asked for, or a second time.
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.remove("JDK_JAVA_OPTIONS");
        return new DemoProcess(builder.start());
    }

    /** The demo's jar, or the class path if it runs from folders of classes. */
    private static String classPath() {
        try {
            Path code = Path.of(Demo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(code) ? code.toString() : System.getProperty("java.class.path");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where is " + Demo.class, e);
        }
    }

    BufferedReader output() {
        return process.inputReader();
    }

    /** Whether the JVM ends in time. */
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
