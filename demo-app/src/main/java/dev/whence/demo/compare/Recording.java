package dev.whence.demo.compare;

import dev.whence.demo.Demo;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the load in a JVM of its own, and leaves its log in a folder. */
public final class Recording {
    private static final long TIMEOUT_SECONDS = 120;

    private final Jdk jdk;
    private final Path folder;

    public Recording(Jdk jdk, Path folder) {
        this.jdk = jdk;
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Runs the load, and returns its log.
     *
     * @param name the log's, without its suffix
     * @throws IOException if the JVM fails; the message has its output
     */
    public Path make(String name, List<String> jvmOptions, List<String> loadOptions)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve(name + ".log");
        Path output = folder.resolve(name + ".out");
        Process process = start(command(log, jvmOptions, loadOptions), output);
        try {
            require(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), name, "hung", output);
        } finally {
            process.destroyForcibly();
        }
        require(process.exitValue() == 0, name, "ended with exit code " + process.exitValue(), output);
        return log;
    }

    private List<String> command(Path log, List<String> jvmOptions, List<String> loadOptions) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), Demo.class.getName(), "load", "--log", log.toString()));
        command.addAll(loadOptions);
        return command;
    }

    private static Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        // They could attach an agent to both runs.
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.remove("JDK_JAVA_OPTIONS");
        return builder.start();
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

    private static void require(boolean fulfilled, String name, String fault, Path output) throws IOException {
        if (!fulfilled) {
            throw new IOException("the run " + name + " Whence " + fault + ". Its output, in " + output + ":\n"
                    + Files.readString(output).strip());
        }
    }
}
