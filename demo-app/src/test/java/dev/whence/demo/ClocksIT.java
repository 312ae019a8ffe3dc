package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the command {@code clocks} of the packaged demo on each JDK. */
class ClocksIT {
    private final Path folder;
    private final DemoRun demo;

    ClocksIT(@TempDir Path folder) {
        this.folder = folder;
        this.demo = new DemoRun(folder);
    }

    @DisplayName("sorted by causal.hlc the merged log has no effect before its cause, sorted by time it has")
    @ParameterizedTest
    @MethodSource("dev.whence.demo.DemoRun#jdks")
    void stampsOrderTheMergedLog(Jdk jdk) throws Exception {
        List<String> arguments = List.of(
                "clocks", "--agent", DemoRun.jar("whence.agent"), "--jdk", "" + jdk.home(), "--dir", "" + folder);
        assertThat(demo.exitCode(jdk, List.of(), arguments)).as(demo::output).isZero();
        assertThat(demo.output())
                .as("the gateway's lines are in the order's correlation")
                .contains("checking card", "card refused")
                .containsPattern("[1-9]\\d* of \\d+ effects before their cause .* 0 of \\d+ effects before");
    }
}
