package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The command {@code ps}. */
@Tag("surroundings")
@Isolated("All JVMs with the agent are asked, those of other tests too")
@ParameterizedClass
@MethodSource("jdks")
class PsIT {
    private final Jdk jdk;

    @TempDir
    private Path folder;

    PsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private JavaProcess.Result ps() {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .environment("LC_ALL", "C.UTF-8")
                .arguments("-jar", JavaProcess.agentJar().toString(), "ps")
                .run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result;
    }

    @DisplayName("a JVM with the agent is listed; one without it is counted only, and not disturbed")
    @Test
    void listed() throws Exception {
        try (HangingJvm program = HangingJvm.withAgent(jdk, Files.createDirectory(folder.resolve("with")));
                HangingJvm other = HangingJvm.withoutAgent(jdk, Files.createDirectory(folder.resolve("without")))) {
            String out = ps().out();
            assertThat(out.lines())
                    .anyMatch(line -> line.matches(
                            program.process().pid() + " +\\S+ +[0-9]+ on, 0 off +[0-9.]+(ms|s|min) +.*HangingProgram"))
                    .noneMatch(line -> line.startsWith(other.process().pid() + " "))
                    .anyMatch(line -> line.matches("\\d+ JVMs? ha(s|ve) no agent; .*"));
            assertThat(program.err()).isEmptyFile();
            assertThat(other.out()).isEmptyFile();
            assertThat(other.err()).isEmptyFile();
        }
    }

    @DisplayName("a JVM that is stopped is a line that says that it does not answer")
    @Test
    void stopped() throws Exception {
        try (HangingJvm program = HangingJvm.withAgent(jdk, folder)) {
            String pid = Long.toString(program.process().pid());
            signal("-STOP", pid);
            try {
                assertThat(ps().out().lines())
                        .anyMatch(line -> line.matches(pid + " +\\S+ +does not answer +.*HangingProgram"))
                        .anyMatch(line -> line.contains("the JVM " + pid + " is stopped"));
            } finally {
                signal("-CONT", pid);
            }
            assertThat(program.command("dump").exitCode()).isZero();
            assertThat(program.out()).isEmptyFile();
            assertThat(program.err()).isEmptyFile();
        }
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", name, pid).start().waitFor()).isZero();
    }
}
