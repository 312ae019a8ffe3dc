package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code dump} says where it cannot look, and that the program hears nothing of that. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class DumpTrapsIT {
    private final Jdk jdk;

    @TempDir
    private Path folder;

    DumpTrapsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private static void assertRefused(JavaProcess.Result dump, String... reasons) {
        assertThat(dump.exitCode()).isEqualTo(1);
        assertThat(dump.out()).isEmpty();
        assertThat(dump.errLines())
                .singleElement()
                .asString()
                .startsWith("whence: ")
                .contains(reasons);
    }

    private static void assertUntouched(HangingJvm program) {
        assertThat(program.process().isAlive()).isTrue();
        assertThat(program.out()).isEmptyFile();
        assertThat(program.err()).isEmptyFile();
    }

    @DisplayName("names are shortened, and what they would do to a terminal is not done")
    @Test
    void oddNames() throws Exception {
        try (HangingJvm program = HangingJvm.withAgent(jdk, folder, OddProgram.class)) {
            JavaProcess.Result dump = program.command("dump");
            assertThat(dump.err()).isEmpty();
            assertThat(dump.out()).contains("endless").doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
            assertThat(dump.out().lines()).allMatch(line -> line.length() <= 100);
            assertThat(program.command("dump", "--json").out()).contains("endless".repeat(700));
            assertUntouched(program);
        }
    }

    @DisplayName("a program that ends while it answers")
    @Test
    void ends() throws Exception {
        try (HangingJvm program =
                HangingJvm.unusual(jdk, folder, OddProgram.class, java -> java.options("-Dmany=true"))) {
            Thread killer = new Thread(() -> {
                Awaitility.await().pollInterval(5, TimeUnit.MILLISECONDS).until(() -> door(program) != null);
                program.process().destroyForcibly();
            });
            killer.start();
            JavaProcess.Result dump = program.command("dump");
            killer.join();
            assertRefused(dump, "the JVM " + program.process().pid(), "has ended");
        }
    }

    @DisplayName("one who asks and does not listen keeps out nobody else")
    @Test
    void stopped() throws Exception {
        try (HangingJvm program = HangingJvm.withAgent(jdk, folder, OddProgram.class)) {
            assertThat(program.command("dump").exitCode()).isZero();
            try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(door(program)))) {
                silent.write(ByteBuffer.wrap("dump\tlimit=1000\n".getBytes(StandardCharsets.UTF_8)));
                assertThat(program.command("dump").out()).contains("endless");
            }
        }
    }

    private static @Nullable Path door(HangingJvm program) throws IOException {
        try (Stream<Path> files = Files.walk(program.temporaryFiles())) {
            return files.filter(file -> file.endsWith("live")).findFirst().orElse(null);
        }
    }

    @DisplayName("a program without a folder for temporary files")
    @Test
    void noFolder() throws Exception {
        try (HangingJvm program = HangingJvm.withAgent(jdk, folder, OddProgram.class)) {
            Files.delete(program.temporaryFiles());
            assertRefused(program.command("dump"), "no socket can be opened in " + program.temporaryFiles());
            assertUntouched(program);
        }
    }

    @DisplayName("a program that lets nobody attach")
    @Test
    void disabled() throws Exception {
        try (HangingJvm program = HangingJvm.unusual(
                jdk, folder, OddProgram.class, java -> java.options("-XX:+DisableAttachMechanism"))) {
            assertRefused(program.command("dump"), "DisableAttachMechanism");
            assertUntouched(program);
        }
    }

    @DisplayName("no process, a process that is no JVM, and not even a number")
    @ParameterizedTest
    @ValueSource(strings = {"true", "sleep 300", ""})
    void noJvm(String other) throws Exception {
        Process process = other.isEmpty() ? null : new ProcessBuilder(other.split(" ")).start();
        try {
            if (other.equals("true")) {
                process.waitFor();
            }
            String pid = process == null ? "my-service" : Long.toString(process.pid());
            JavaProcess.Result dump = JavaProcess.java(jdk)
                    .arguments("-jar", JavaProcess.agentJar().toString(), "dump", pid)
                    .run();
            assertRefused(dump, pid);
            assertThat(process == null || process.isAlive() == other.startsWith("sleep"))
                    .isTrue();
        } finally {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @DisplayName("a program with process IDs and files of its own, as in a container")
    @Test
    void container() throws Exception {
        List<String> unshare = List.of("unshare", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc");
        Assumptions.assumeTrue(succeeds(Stream.concat(unshare.stream(), Stream.of("true"))));
        try (HangingJvm program = HangingJvm.unusual(jdk, folder, OddProgram.class, java -> java.startedBy(unshare))) {
            JavaProcess.Result dump = program.command("dump");
            assertThat(dump.err()).isEmpty();
            assertThat(dump.out()).contains("endless");
            assertUntouched(program);
        }
    }

    private static boolean succeeds(Stream<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command.toList()).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
