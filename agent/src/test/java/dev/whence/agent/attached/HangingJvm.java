package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A JVM that runs the {@link HangingProgram}, or another one that waits in the end, and the commands about it. */
final class HangingJvm implements AutoCloseable {
    private final Jdk jdk;
    private final Path folder;
    private final Process process;

    private HangingJvm(Jdk jdk, Path folder, JavaProcess java, Class<?> program) throws IOException {
        this.jdk = jdk;
        this.folder = folder;
        Path ready = folder.resolve("ready");
        this.process = java.options("-Djava.io.tmpdir=" + Files.createDirectory(temporaryFiles()))
                .main(program, ready.toString(), enough().toString())
                .start(out(), err());
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> Files.exists(ready) || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(err())).isTrue();
    }

    /** Starts it, and waits until it hangs. */
    static HangingJvm withAgent(Jdk jdk, Path folder) throws IOException {
        return withAgent(jdk, folder, HangingProgram.class);
    }

    /** Starts a program that waits in the end, until then. */
    static HangingJvm withAgent(Jdk jdk, Path folder, Class<?> program, String... options) throws IOException {
        return new HangingJvm(jdk, folder, javaWithAgent(jdk, options), program);
    }

    /** Likewise, but in another way than usual. */
    static HangingJvm unusual(Jdk jdk, Path folder, Class<?> program, UnaryOperator<JavaProcess> way)
            throws IOException {
        return new HangingJvm(jdk, folder, way.apply(javaWithAgent(jdk)), program);
    }

    private static JavaProcess javaWithAgent(Jdk jdk, String... options) {
        return java(jdk, JavaProcess.bareClassPath())
                .agent(Stream.concat(Stream.of("quiet=true", "stacks=full", "findings=off"), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** Starts it without the agent, and waits until it hangs. */
    static HangingJvm withoutAgent(Jdk jdk, Path folder) throws IOException {
        return new HangingJvm(
                jdk,
                folder,
                java(jdk, JavaProcess.testClassPath()).options("-XX:+EnableDynamicAgentLoading"),
                HangingProgram.class);
    }

    private static JavaProcess java(Jdk jdk, String classPath) {
        // Virtual threads that hold monitors keep their carriers, up to JDK 23.
        return JavaProcess.java(jdk).options("-Djdk.virtualThreadScheduler.parallelism=4", "-cp", classPath);
    }

    Process process() {
        return process;
    }

    /** The number of the JVM, which another process may have started. */
    long pid() {
        return process.children().mapToLong(ProcessHandle::pid).findFirst().orElse(process.pid());
    }

    Path temporaryFiles() {
        return folder.resolve("tmp");
    }

    Path out() {
        return folder.resolve("out");
    }

    Path err() {
        return folder.resolve("err");
    }

    private Path enough() {
        return folder.resolve("enough");
    }

    /** Runs a command of the agent's jar for this JVM. */
    JavaProcess.Result command(String name, String... arguments) {
        return JavaProcess.java(jdk)
                .environment("LC_ALL", "C.UTF-8")
                .arguments("-jar", JavaProcess.agentJar().toString(), name, Long.toString(pid()))
                .arguments(arguments)
                .run();
    }

    /** Lets the program end. */
    void goOn() throws IOException {
        Files.createFile(enough());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
