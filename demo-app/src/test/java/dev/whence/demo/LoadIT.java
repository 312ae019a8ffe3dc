package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the command {@code check-load} of the packaged demo, with and without the agent, on each JDK. */
@Tag("full")
class LoadIT {
    private final Path log;
    private final DemoRun demo;

    LoadIT(@TempDir Path folder) {
        this.log = folder.resolve("check-load.log");
        this.demo = new DemoRun(folder);
    }

    @DisplayName("10 000 orders, 256 at once: every line is there once, in the correlation of its order")
    @ParameterizedTest
    @MethodSource("dev.whence.demo.DemoRun#jdks")
    void everyLineHasItsCorrelation(Jdk jdk) throws Exception {
        assertThat(checkLoad(jdk, List.of(DemoRun.agent("")), List.of()))
                .as(demo::output)
                .isEqualTo(0);
        assertThat(placesOfFirstFailure())
                .as("the failing line, then how the work came there")
                .containsSubsequence("Payments.charge", "Checkout.pay", "OrderHandler.post");
    }

    @DisplayName("without the agent the check fails, so it does check something")
    @ParameterizedTest
    @MethodSource("dev.whence.demo.DemoRun#jdks")
    void withoutAgent(Jdk jdk) throws Exception {
        assertThat(checkLoad(jdk, List.of(), List.of("--requests", "200")))
                .as(demo::output)
                .isEqualTo(1);
        assertThat(demo.output()).contains("FAILED");
    }

    /** Returns the methods in the stack trace of the first failed order, without packages, the innermost first. */
    private List<String> placesOfFirstFailure() throws IOException {
        return Files.readAllLines(log).stream()
                .dropWhile(line -> !line.contains("card declined"))
                .skip(1)
                .takeWhile(line -> line.startsWith("\tat "))
                .map(line -> line.replaceAll(".*\\.(\\w+\\.[\\w$<>]+)\\(.*", "$1"))
                .toList();
    }

    private int checkLoad(Jdk jdk, List<String> jvmOptions, List<String> loadOptions)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("check-load", "--log", log.toString()));
        arguments.addAll(loadOptions);
        return demo.exitCode(jdk, jvmOptions, arguments);
    }
}
