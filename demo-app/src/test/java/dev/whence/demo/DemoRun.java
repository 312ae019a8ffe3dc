package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Runs the packaged demo in a separate JVM, in a folder. */
final class DemoRun {
    private static final long TIMEOUT_MINUTES = 5;

    private final Path folder;

    DemoRun(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the JDKs that the system property {@code whence.jdks} names by a version, such as 17 or 17.0.15, or by a
     * home. By default these are one JDK of each feature version.
     */
    static Collection<Jdk> jdks() {
        String wanted = System.getProperty("whence.jdks", "").strip();
        if (wanted.isEmpty()) {
            Map<Integer, Jdk> byFeature = new TreeMap<>();
            Jdk.installed().forEach(jdk -> byFeature.putIfAbsent(jdk.version().feature(), jdk));
            return byFeature.values();
        }
        return Arrays.stream(wanted.split("\\s*,\\s*")).map(DemoRun::jdk).toList();
    }

    /** Returns the newest of these. */
    static Jdk newestJdk() {
        return jdks().stream().max(Comparator.comparing(Jdk::version)).orElseThrow();
    }

    private static Jdk jdk(String name) {
        Optional<Jdk> jdk = name.contains(File.separator)
                ? Jdk.at(Path.of(name))
                : Jdk.installed()
                        .filter(installed -> (installed.version() + ".").startsWith(name + "."))
                        .findFirst();
        return jdk.orElseThrow(() -> new IllegalStateException("whence.jdks: there is no JDK " + name));
    }

    /** Returns the JVM option that attaches the packaged agent. */
    static String agent(String options) {
        return "-javaagent:" + jar("whence.agent") + "=quiet=true" + options;
    }

    static String jar(String property) {
        String jar = System.getProperty(property, "");
        assertThat(Path.of(jar)).as("%s; run through 'mvn verify'", property).isRegularFile();
        return jar;
    }

    int exitCode(Jdk jdk, List<String> jvmOptions, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar("whence.demo")));
        command.addAll(arguments);
        Process process = process(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES))
                    .as(this::output)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Returns what a command of the agent's jar prints. */
    static String command(Jdk jdk, String... arguments) throws IOException {
        return output(process(commandLine(jdk, arguments)).start());
    }

    /** Returns how a shell calls a command of the agent's jar. */
    static List<String> commandLine(Jdk jdk, String... arguments) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-jar", jar("whence.agent")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns what a process prints until it ends. */
    static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Returns a process that is not started, and that the environment of the build does not affect. */
    static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("WHENCE_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TERM", "xterm"));
        return builder;
    }

    /** Waits for something that happens soon. */
    static void await(Callable<Boolean> condition) throws IOException {
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!condition.call()) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(50);
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String output() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
