package dev.whence.agent.attached.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A program in a class loader that does not ask the boot loader for anything but the JDK. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class LoaderIT {
    private final Jdk jdk;

    @TempDir
    private Path folder;

    LoaderIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("runs without the agent")
    @ParameterizedTest
    @EnumSource
    void without(Container container) throws IOException {
        JavaProcess.Result result = container.guest(jdk, folder).run();
        assertThat(result.out().lines()).as(result.toString()).containsExactly(Guest.PLAIN);
        assertThat(result.exitCode()).isZero();
    }

    @DisplayName("is woven, and says nothing of it")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HIDDEN")
    void woven(Container container) throws IOException {
        JavaProcess.Result result = container.guest(jdk, folder).agent().run();
        assertThat(result.out().lines()).as(result.toString()).containsExactly(Guest.WOVEN);
        assertThat(result.exitCode()).isZero();
        assertThat(result.errLines().stream().filter(line -> line.startsWith("whence")))
                .singleElement()
                .asString()
                .matches("whence .* hooks on: .*");
    }

    @DisplayName("is left as it is if there is no other way, which is said once")
    @ParameterizedTest
    @EnumSource(names = "HIDDEN")
    void unwoven(Container container) throws IOException {
        JavaProcess.Result result =
                container.guest(jdk, folder).agent("quiet=true").run();
        assertThat(result.out().lines()).as(result.toString()).containsExactly(Guest.PLAIN);
        assertThat(result.exitCode()).isZero();
        assertThat(result.errLines().stream().filter(line -> line.contains("run without hooks")))
                .singleElement()
                .asString()
                .startsWith("whence: the classes of " + LoaderHost.class.getName() + "$Hidden");
    }

    @DisplayName("is woven when the agent is attached to it")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HIDDEN")
    void attached(Container container) throws Exception {
        Path attached = folder.resolve("attached");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = container
                .guest(jdk, folder)
                .options("-XX:+EnableDynamicAgentLoading", "-Dguest.attached=" + attached)
                .start(out, err);
        try {
            Awaitility.await()
                    .atMost(1, TimeUnit.MINUTES)
                    .until(() -> Files.readString(out).contains("ready") || !process.isAlive());
            JavaProcess.Result command = JavaProcess.java(jdk)
                    .arguments("-jar", JavaProcess.agentJar().toString(), "attach", Long.toString(process.pid()))
                    .run();
            assertThat(command.exitCode()).as(command.toString()).isZero();
            Files.createFile(attached);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            List<String> lines = Files.readAllLines(out);
            assertThat(lines.subList(lines.indexOf("ready") + 1, lines.size()))
                    .as(Files.readString(err))
                    .containsExactly(Guest.WOVEN);
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
