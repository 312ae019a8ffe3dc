package dev.whence.agent.attached;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code attach}: what comes of it in a program that runs, and what it says where it cannot be done. */
@Tag("surroundings")
@Isolated("The list of JVMs has those of other tests too")
@ParameterizedClass
@MethodSource("jdks")
class AttachIT {
    private final Jdk jdk;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    AttachIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Is there, and pretends to be of another kind. */
    static final class Sleeper {
        public static void main(String[] args) throws Exception {
            for (int i = 1; i < args.length; i += 2) {
                System.setProperty(args[i], args[i + 1]);
            }
            Files.createFile(Path.of(args[0]));
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }

        private Sleeper() {}
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path err() {
        return folder.resolve("err");
    }

    private Process sleeper(String jvmOption, String... properties) throws IOException {
        Path ready = folder.resolve("ready");
        List<String> arguments = new ArrayList<>(List.of(ready.toString()));
        arguments.addAll(List.of(properties));
        return start(
                JavaProcess.java(jdk)
                        .options("-cp", JavaProcess.bareClassPath(), jvmOption)
                        .main(Sleeper.class, arguments.toArray(new String[0])),
                ready);
    }

    private Process start(JavaProcess java, Path ready) throws IOException {
        Process process = java.start(out(), err());
        started.add(process);
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> Files.exists(ready) || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(err())).isTrue();
        return process;
    }

    private JavaProcess cli(String... arguments) {
        return JavaProcess.java(jdk)
                .arguments("-jar", JavaProcess.agentJar().toString())
                .arguments(arguments);
    }

    private JavaProcess.Result attach(Process process, String... options) {
        return cli("attach", Long.toString(process.pid())).arguments(options).run();
    }

    private void assertRefused(JavaProcess.Result result, String... named) {
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("whence: ")
                .contains(named);
    }

    private void assertUntouched() throws IOException {
        assertThat(out()).isEmptyFile();
        assertThat(err()).isEmptyFile();
    }

    /** Has an executor of a class loader whose lock it holds, until it is told to let go. */
    static final class LockedLoader extends ClassLoader {
        private LockedLoader() {
            super(LockedLoader.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Direct.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        public static void main(String[] args) throws Exception {
            LockedLoader loader = new LockedLoader();
            synchronized (loader) {
                Class.forName(Direct.class.getName(), true, loader);
                Files.createFile(Path.of(args[0]));
                while (!Files.exists(Path.of(args[1]))) {
                    Thread.sleep(10);
                }
            }
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }

    private static final class Direct implements Executor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    @DisplayName(
            "a class loader whose lock the program holds keeps nobody waiting, and the agent starts when that is let go")
    @Test
    void lockedLoader() throws Exception {
        Path ready = folder.resolve("ready");
        Path unlocked = folder.resolve("unlocked");
        Process process = start(
                JavaProcess.java(jdk)
                        .options("-cp", JavaProcess.bareClassPath(), "-XX:+EnableDynamicAgentLoading")
                        .main(LockedLoader.class, ready.toString(), unlocked.toString()),
                ready);
        assertThat(attach(process).out()).contains("not ready yet", "lock of a class loader");
        assertThat(attach(process).out()).contains("not ready yet");
        Files.createFile(unlocked);
        Awaitility.await()
                .atMost(1, TimeUnit.MINUTES)
                .until(() -> attach(process).out(), out -> out.contains("already") && out.contains("FutureTask"));
    }

    @DisplayName("what is submitted afterwards is carried, what was there before has no correlation")
    @Test
    void running() throws Exception {
        Path ready = folder.resolve("ready");
        Path attached = folder.resolve("attached");
        Path initialised = folder.resolve("initialised");
        Process process = start(
                JavaProcess.java(jdk)
                        .options("-cp", JavaProcess.testClassPath(), "-XX:+EnableDynamicAgentLoading")
                        .options("-Xlog:class+init=info:file=" + initialised + ":tid")
                        .main(RunningProgram.class, ready.toString(), attached.toString()),
                ready);
        JavaProcess.Result first = attach(process, "logs=prefix");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).containsPattern("FutureTask +table").containsPattern("Thread +on");
        assertThat(first.out()).containsPattern("Tomcat +on").containsPattern("Undertow +waits");
        JavaProcess.Result second = attach(process);
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("already").containsPattern("FutureTask +table");
        Files.createFile(attached);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        // Tomcat writes there as well.
        assertThat(Files.readAllLines(err()).stream().filter(line -> line.startsWith("whence")))
                .singleElement()
                .asString()
                .contains("attached", "hooks on: ", "by tables: ");
        List<String> lines = Files.readAllLines(out());
        assertThat(lines).contains("The end").allMatch(line -> line.matches("The end|.*: as it should be"));
        assertThat(process.exitValue()).isZero();
        assertThat(threadsThatInitialisedHooks(initialised)).hasSize(1);
    }

    /** By their numbers, with which the lines begin. */
    private static Set<String> threadsThatInitialisedHooks(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("Initializing 'dev/whence/runtime/") && !line.contains("(no method)"))
                .map(line -> line.substring(0, line.indexOf(']')))
                .collect(toSet());
    }

    @DisplayName("what went wrong is told again when it is attached once more")
    @Test
    void failed() throws Exception {
        Path broken = folder.resolve("broken.jar");
        Files.copy(JavaProcess.agentJar(), broken);
        try (FileSystem jar = FileSystems.newFileSystem(broken)) {
            Files.delete(jar.getPath("whence/version"));
        }
        Process process = sleeper("-XX:+EnableDynamicAgentLoading");
        for (int i = 0; i < 2; i++) {
            JavaProcess.Result result = JavaProcess.java(jdk)
                    .arguments("-jar", broken.toString(), "attach", Long.toString(process.pid()))
                    .run();
            assertRefused(result, "could not start", "NullPointerException");
        }
    }

    @DisplayName("attaching to a program that was started with the agent changes nothing")
    @Test
    void present() throws Exception {
        Process process = sleeper("-javaagent:" + JavaProcess.agentJar() + "=quiet=true");
        JavaProcess.Result result = attach(process, "logs=prefix");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("already").containsPattern("Thread +on");
        // A JDK 21 or later warns there of agents that are loaded dynamically.
        assertThat(Files.readString(err())).doesNotContain("whence: ");
    }

    @DisplayName("the list names the program, and not this command")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void list(boolean explicit) throws Exception {
        Process process = sleeper("-Xshare:auto");
        JavaProcess.Result result = (explicit ? cli("attach", "--list") : cli("attach")).run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches(process.pid() + " +- +" + Pattern.quote(Sleeper.class.getName())))
                .noneMatch(line -> line.contains("whence-agent.jar"));
    }

    @DisplayName("the list says of each JVM whether it has the agent, however that has come there")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void marked(boolean fromTheStart) throws Exception {
        String agent = "-javaagent:" + JavaProcess.agentJar() + "=quiet=true";
        Process process = sleeper(fromTheStart ? agent : "-XX:+EnableDynamicAgentLoading");
        if (!fromTheStart) {
            attach(process);
        }
        JavaProcess.Result result = cli("attach").run();
        assertThat(result.out().lines().filter(line -> line.startsWith("PID") || line.startsWith("" + process.pid())))
                .hasSize(2)
                .first()
                .asString()
                .matches("PID +AGENT +PROGRAM *");
        assertThat(result.out())
                .containsPattern(process.pid() + " +" + version() + " +" + Pattern.quote(Sleeper.class.getName()));
    }

    private String version() {
        return cli("version").run().out().replaceFirst("(?s)whence (.*?),.*", "$1");
    }

    @DisplayName("not a number")
    @Test
    void notNumber() {
        assertRefused(cli("attach", "first").run(), "'first'", "--list");
    }

    @DisplayName("no such process")
    @Test
    void noProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        assertRefused(attach(process), "no process " + process.pid());
    }

    @DisplayName("a process that is not a JVM goes on")
    @Test
    void notJvm() throws Exception {
        Process process = new ProcessBuilder("sleep", "300").start();
        started.add(process);
        assertRefused(attach(process), "not a JVM");
        assertThat(process.isAlive()).isTrue();
    }

    @DisplayName("itself")
    @Test
    void itself() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec \"$0\" -jar \"$1\" attach $$",
                        jdk.tool("java").toString(),
                        JavaProcess.agentJar().toString())
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
        assertThat(process.waitFor()).isNotZero();
        assertThat(Files.readAllLines(err())).singleElement().asString().contains("this command itself");
    }

    @DisplayName("a process of another user")
    @Test
    void otherUser() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/bin/setpriv")));
        Assumptions.assumeTrue(asNobody("-version") == 0, "another user may not read " + jdk.home());
        Process process = sleeper("-Xshare:auto");
        assertThat(asNobody("-jar", JavaProcess.agentJar().toString(), "attach", Long.toString(process.pid())))
                .isNotZero();
        assertThat(Files.readAllLines(folder.resolve("command.err")))
                .singleElement()
                .asString()
                .contains("belongs to root", "sudo -u root");
        assertUntouched();
    }

    private int asNobody(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "setpriv", "--reuid=65534", "--clear-groups", jdk.tool("java").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("command.out").toFile())
                .redirectError(folder.resolve("command.err").toFile())
                .start()
                .waitFor();
    }

    @DisplayName("a JVM that lets nobody attach")
    @Test
    void disabled() throws Exception {
        assertRefused(attach(sleeper("-XX:+DisableAttachMechanism")), "DisableAttachMechanism", "-javaagent:");
        assertUntouched();
    }

    @DisplayName("a JVM that the signal would end goes on")
    @Test
    void noSignals() throws Exception {
        Process process = sleeper("-Xrs");
        // Such a JVM listens from its start, so that it can be attached to without the signal.
        Path socket = Path.of("/tmp/.java_pid" + process.pid());
        Assumptions.assumeTrue(Files.exists(socket));
        Files.delete(socket);
        assertRefused(attach(process), "-Xrs", "-javaagent:");
        assertThat(process.isAlive()).isTrue();
        assertUntouched();
    }

    @DisplayName("a JVM that loads no agents")
    @Test
    void noDynamicAgents() throws Exception {
        assertRefused(attach(sleeper("-XX:-EnableDynamicAgentLoading")), "EnableDynamicAgentLoading", "-javaagent:");
        assertUntouched();
    }

    @DisplayName("a JVM that is too old")
    @Test
    void tooOld() throws Exception {
        assertRefused(attach(sleeper("-Xshare:auto", "java.specification.version", "11")), "Java 11", "17");
        assertUntouched();
    }

    @DisplayName("an OpenJ9")
    @Test
    void openJ9() throws Exception {
        assertRefused(attach(sleeper("-Xshare:auto", "java.vm.name", "Eclipse OpenJ9 VM")), "OpenJ9", "-javaagent:");
        assertUntouched();
    }

    @DisplayName("a java without the module that attaches")
    @Test
    void noModule() {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("--limit-modules", "java.base,java.instrument,java.logging,java.sql")
                .arguments("-jar", JavaProcess.agentJar().toString(), "attach", "1")
                .run();
        assertRefused(result, "jdk.attach", "JDK");
    }

    @DisplayName("a wrong option, before anything is done")
    @Test
    void wrongOption() throws Exception {
        assertRefused(attach(sleeper("-Xshare:auto"), "stacks=deep"), "'deep'", "sites");
        assertUntouched();
    }
}
