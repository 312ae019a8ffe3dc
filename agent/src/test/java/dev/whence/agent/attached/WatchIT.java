package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For how long a program hangs, and how that is watched, recorded and replayed. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class WatchIT {
    private static final Pattern AGE = Pattern.compile("\"ageMillis\":(\\d+)");

    /** What {@code stty -g} prints. */
    private static final Pattern STATE = Pattern.compile("[0-9a-f]+(:[0-9a-f]+){10,}");

    private static final Pattern PID = Pattern.compile("pid-([0-9]+)-");
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static HangingJvm shared;

    private final Jdk jdk;

    @TempDir
    private Path folder;

    WatchIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @BeforeParameterizedClassInvocation
    static void begin(Jdk jdk, @TempDir Path folder) throws IOException {
        shared = HangingJvm.withAgent(jdk, folder);
    }

    @AfterParameterizedClassInvocation
    static void end() throws InterruptedException {
        shared.close();
    }

    private JavaProcess cli(String... arguments) {
        return JavaProcess.java(jdk)
                .environment("LC_ALL", "C.UTF-8")
                .arguments("-jar", JavaProcess.agentJar().toString())
                .arguments(arguments);
    }

    @DisplayName("the age of an operation grows, beside its name and as JSON, and never beyond the truth")
    @Test
    void ages() {
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> age("paying") > 0);
        long begin = System.nanoTime();
        long first = age("paying");
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> age("paying") > first + 1_000);
        long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertThat(age("paying")).isLessThan(first + passed + 60_000);
        assertThat(shared.command("dump", "--correlation", "paying").out().lines())
                .anyMatch(line -> line.matches("paying \\(≥ [0-9.]+(s|min)\\)"));
        assertThat(shared.command("dump").out().lines())
                .anyMatch(line -> line.matches("3 alike: .* \\(oldest ≥ [0-9.]+(s|min)\\)"));
    }

    /** Returns the age of an operation, in milliseconds. */
    private static long age(String operation) {
        Matcher age = AGE.matcher(
                shared.command("dump", "--json", "--correlation", operation).out());
        assertThat(age.find()).isTrue();
        return Long.parseLong(age.group(1));
    }

    @DisplayName("--older leaves out what is younger")
    @Test
    void older() {
        assertThat(shared.command("dump", "--older", "1h").out()).contains("Nothing is in flight");
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> age("paying") > 500);
        assertThat(shared.command("dump", "--older", "500ms").out()).contains("paying (");
    }

    @DisplayName("where there is no terminal, frames follow each other, until the JVM ends; a replay shows the same")
    @Test
    void recorded() throws Exception {
        try (HangingJvm program = HangingJvm.withAgent(jdk, folder)) {
            String pid = Long.toString(program.process().pid());
            Path recording = folder.resolve("frames");
            Path out = folder.resolve("watch.out");
            Path err = folder.resolve("watch.err");
            Process watch = cli("dump", pid, "--watch", "--every", "100ms", "--record", recording.toString())
                    .start(out, err);
            Awaitility.await()
                    .atMost(1, TimeUnit.MINUTES)
                    .until(() -> frames(Files.readString(out)) >= 3 || !watch.isAlive());
            program.goOn();
            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(err).hasContent("whence: the JVM " + pid + " has ended");
            assertThat(watch.exitValue()).isZero();
            assertThat(program.out()).hasContent("The end");
            assertThat(program.err()).isEmptyFile();
            assertThat(Files.readString(out))
                    .containsPattern("POOL +ACTIVE")
                    .containsPattern("payments +1 of 1 +\\d")
                    .containsPattern("supplyAsync at .*HangingProgram.java")
                    .containsPattern("AGE.* +OPERATION +WAITS")
                    .containsPattern("BLOCKED.* +THREAD +OPERATION +IN");
            assertThat(Files.readString(recording))
                    .contains("\"operation\":\"paying\"", "\"waitsIn\":\"ReentrantLock.lock\"");
            JavaProcess.Result replay =
                    cli("dump", "--replay", recording.toString()).run();
            assertThat(replay.exitCode()).isZero();
            assertThat(replay.out()).isEqualTo(Files.readString(out));
        }
    }

    private static int frames(String out) {
        return out.split("threads in flight", -1).length - 1;
    }

    @DisplayName("on a terminal, q ends it, and the terminal is as before; so it is if the process is told to end")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void terminal(boolean isKilled) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SCRIPT));
        Path log = folder.resolve("terminal");
        String java = "sh -c 'echo pid-$$-; exec " + jdk.tool("java") + " -jar " + JavaProcess.agentJar() + " dump "
                + shared.process().pid() + " --watch'";
        String commands = "stty rows 24 cols 60; stty -g; " + java + "; stty -g; echo the-$((2 * 21))";
        ProcessBuilder script = new ProcessBuilder(SCRIPT.toString(), "-qfec", commands, log.toString());
        script.environment().put("TERM", "xterm");
        script.environment().put("LC_ALL", "C.UTF-8");
        Process process = script.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream keys = process.getOutputStream()) {
            awaitText(log, process, "threads in flight");
            if (isKilled) {
                Matcher pid = PID.matcher(Files.readString(log));
                assertThat(pid.find()).isTrue();
                ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow().destroy();
            } else {
                keys.write('q');
                keys.flush();
            }
            awaitText(log, process, "the-42");
        } finally {
            process.destroyForcibly().waitFor();
        }
        String shown = Files.readString(log);
        assertThat(shown).contains("\u001b[?1049h", "\u001b[?25l", "q: quit");
        assertThat(shown.lastIndexOf("\u001b[?1049l"))
                .isGreaterThan(shown.lastIndexOf("\u001b[?1049h"))
                .isGreaterThan(shown.lastIndexOf("threads in flight"));
        assertThat(shown.lastIndexOf("\u001b[?25h")).isGreaterThan(shown.lastIndexOf("\u001b[?25l"));
        List<String> states =
                STATE.matcher(shown).results().map(MatchResult::group).toList();
        assertThat(states).hasSize(2);
        assertThat(states.get(1)).isEqualTo(states.get(0));
    }

    private static void awaitText(Path log, Process process, String text) {
        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() -> (Files.exists(log) && Files.readString(log).contains(text)) || !process.isAlive());
    }
}
