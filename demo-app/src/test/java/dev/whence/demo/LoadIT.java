package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.compare.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged demo under load, with the packaged agent and without, on each JDK. */
class LoadIT {
    private static final long TIMEOUT_MINUTES = 5;

    private final Path folder;

    LoadIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Those that the system property {@code whence.jdks} names by their feature version, else one of each. */
    static Collection<Jdk> jdks() {
        Map<Integer, Jdk> byFeature = new TreeMap<>();
        Jdk.installed().forEach(jdk -> byFeature.putIfAbsent(jdk.version().feature(), jdk));
        String wanted = System.getProperty("whence.jdks", "").strip();
        if (!wanted.isEmpty()) {
            List<Integer> features = Arrays.stream(wanted.split("\\s*,\\s*"))
                    .map(Integer::valueOf)
                    .toList();
            assertThat(byFeature).containsKeys(features.toArray(Integer[]::new));
            byFeature.keySet().retainAll(features);
        }
        return byFeature.values();
    }

    @DisplayName("10 000 orders, 256 at once: every line is there once, in the correlation of its order")
    @ParameterizedTest
    @MethodSource("jdks")
    void everyLineHasItsCorrelation(Jdk jdk) throws Exception {
        assertThat(checkLoad(jdk, List.of("-javaagent:" + jar("whence.agent") + "=quiet=true"), List.of()))
                .as(this::output)
                .isEqualTo(0);
        assertThat(placesOfFirstFailure())
                .as("the failing line, then how the work came there")
                .containsSubsequence("Payments.charge", "Checkout.pay", "OrderHandler.post");
    }

    @DisplayName("without the agent the check fails, so it does check something")
    @ParameterizedTest
    @MethodSource("jdks")
    void withoutAgent(Jdk jdk) throws Exception {
        assertThat(checkLoad(jdk, List.of(), List.of("--requests", "200")))
                .as(this::output)
                .isEqualTo(1);
        assertThat(output()).contains("FAILED");
    }

    /** The methods in the stack trace of the first order that failed, without their packages, the innermost first. */
    private List<String> placesOfFirstFailure() throws IOException {
        return Files.readAllLines(log()).stream()
                .dropWhile(line -> !line.contains("card declined"))
                .skip(1)
                .takeWhile(line -> line.startsWith("\tat "))
                .map(line -> line.replaceAll(".*\\.(\\w+\\.[\\w$<>]+)\\(.*", "$1"))
                .toList();
    }

    private int checkLoad(Jdk jdk, List<String> jvmOptions, List<String> loadOptions)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar("whence.demo"), "check-load", "--log", log().toString()));
        command.addAll(loadOptions);
        return exitCode(command);
    }

    private int exitCode(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        // What the build itself runs with must not leak into the JVM under test.
        builder.environment().keySet().removeIf(name -> name.matches("WHENCE_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES))
                    .as(this::output)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Path log() {
        return folder.resolve("check-load.log");
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String jar(String property) {
        String jar = System.getProperty(property, "");
        assertThat(Path.of(jar)).as("%s; run through 'mvn verify'", property).isRegularFile();
        return jar;
    }
}
