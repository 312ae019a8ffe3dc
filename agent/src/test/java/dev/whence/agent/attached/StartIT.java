package dev.whence.agent.attached;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.whence.agent.attached.harness.AotCache;
import dev.whence.agent.attached.harness.Everyday;
import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start with the agent prints, and what its options and its command line do, in JVMs of their own. */
@ParameterizedClass
@MethodSource("jdks")
class StartIT {
    private static final String LINE = "whence .*JDK .*hooks .*\\d+/\\d+.*";

    private final Jdk jdk;

    StartIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    /** The application. */
    static final class Hello {
        public static void main(String[] args) {
            System.out.println("hello");
        }

        private Hello() {}
    }

    /** A program with a library. */
    static final class Listening {
        public static void main(String[] args) {
            SettableFuture.create().addListener(() -> {}, MoreExecutors.directExecutor());
        }

        private Listening() {}
    }

    private JavaProcess hello() {
        return JavaProcess.java(jdk).options("-cp", JavaProcess.bareClassPath()).main(Hello.class);
    }

    private static void assertHello(JavaProcess.Result result) {
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).containsExactly("hello");
    }

    @DisplayName("one line on stderr, nothing else")
    @Test
    void oneLine() {
        JavaProcess.Result result = hello().agent().run();
        assertHello(result);
        assertThat(result.errLines()).singleElement().asString().matches(LINE);
    }

    @DisplayName("all hooks are on")
    @Test
    void allHooks() {
        String line = hello().agent().run().err();
        assertThat(line.replaceAll("(?s).*?(\\d+)/(\\d+).*", "$1 of $2")).matches("(\\d+) of \\1");
    }

    @DisplayName("101: all classes that hooks need are there before the program begins")
    @Test
    void classesOfHooks(@TempDir Path folder) throws IOException {
        Path loaded = folder.resolve("classes.log");
        JavaProcess.java(jdk)
                .options("-Xlog:class+load:file=" + loaded, "-cp", JavaProcess.bareClassPath())
                .main(Transcript.class)
                .agent("quiet=true")
                .run();
        List<String> lines = Files.readAllLines(loaded);
        assertThat(lines).anyMatch(line -> line.contains(" dev.whence.runtime.State "));
        assertThat(lines.stream()
                        .dropWhile(line -> !line.contains("." + Transcript.class.getSimpleName() + " "))
                        .filter(line -> line.contains(" dev.whence.runtime.") && !line.contains("Lambda")))
                .isEmpty();
    }

    @DisplayName("what the classes of a library call is initialised before they are there")
    @Test
    void hooksOfLibraries(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("classes.log");
        JavaProcess.java(jdk)
                .options("-Xlog:class+load,class+init:file=" + log, "-cp", JavaProcess.testClassPath())
                .main(Listening.class)
                .agent("quiet=true")
                .run();
        List<String> lines = Files.readAllLines(log);
        String listener = " " + SettableFuture.class.getPackageName() + ".AbstractFuture$Listener ";
        assertThat(lines).anyMatch(line -> line.contains(listener));
        assertThat(lines.stream().takeWhile(line -> !line.contains(listener)))
                .anyMatch(line -> line.contains("Initializing 'dev/whence/runtime/GuavaHooks'"));
    }

    @DisplayName("nothing on stderr")
    @ParameterizedTest
    @ValueSource(strings = {"quiet=true", "enabled=false"})
    void nothing(String option) {
        JavaProcess.Result result = hello().agent(option).run();
        assertHello(result);
        assertThat(result.err()).isEmpty();
    }

    @DisplayName("a wrong option is named, with what would be right, and the application runs")
    @ParameterizedTest
    @CsvSource({
        "colour=red, colour, stacks",
        "stacks=deep, deep, sites",
        "quiet=perhaps, perhaps, false",
        "stitch=some, some, print"
    })
    void wrongOption(String option, String named, String valid) {
        JavaProcess.Result result = hello().agent(option).run();
        assertHello(result);
        assertThat(result.errLines().stream().filter(line -> !line.matches(LINE)))
                .singleElement()
                .asString()
                .contains(named, valid);
    }

    @DisplayName("options come from the agent's arguments, else from system properties, else from the environment")
    @Test
    void precedence() {
        assertThat(hello().agent().environment("WHENCE_QUIET", "true").run().err())
                .isEmpty();
        assertThat(hello().agent()
                        .environment("WHENCE_QUIET", "true")
                        .options("-Dwhence.quiet=false")
                        .run()
                        .errLines())
                .hasSize(1);
        assertThat(hello().agent("quiet=true")
                        .options("-Dwhence.quiet=false")
                        .run()
                        .err())
                .isEmpty();
    }

    @DisplayName("a JDK tool under JAVA_TOOL_OPTIONS prints what it always prints")
    @ParameterizedTest
    @CsvSource({"jcmd, -h", "javac, -version", "keytool, -help"})
    void tools(String tool, String argument) {
        JavaProcess.Result plain =
                JavaProcess.tool(jdk, tool).arguments(argument).run();
        JavaProcess.Result attached = JavaProcess.tool(jdk, tool)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + JavaProcess.agentJar())
                .arguments(argument)
                .run();
        assertThat(attached.out()).isEqualTo(plain.out());
        assertThat(withoutJvmsOwn(attached)).isEqualTo(plain.errLines());
        assertThat(attached.exitCode()).isEqualTo(plain.exitCode());
    }

    private static List<String> withoutJvmsOwn(JavaProcess.Result result) {
        return result.err()
                .lines()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .collect(toList());
    }

    @DisplayName("version")
    @Test
    void version() {
        assertThat(command("version").out().lines())
                .singleElement()
                .asString()
                .startsWith("whence ")
                .contains("JDK " + jdk.feature());
    }

    @DisplayName("help tells how to attach the agent, and the commands")
    @Test
    void help() {
        assertThat(command("help").out()).contains("-javaagent:", "check", "version");
    }

    @DisplayName("every command has --help and --version")
    @ParameterizedTest
    @ValueSource(strings = {"", "attach", "check", "version"})
    void helpOfCommands(String name) {
        String[] command = name.isEmpty() ? new String[0] : new String[] {name};
        JavaProcess.Result help = cli(command).arguments("--help").run();
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: ", name, "--version");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
        JavaProcess.Result version = cli(command).arguments("--version").run();
        assertThat(version.out()).isEqualTo(command("version").out());
        assertThat(version.exitCode()).isZero();
    }

    @DisplayName("what the command line does not know is named in one line, with what it knows")
    @ParameterizedTest
    @CsvSource({
        "nonsense, 'nonsense', 'attach, check, version, help'",
        "--nonsense, '--nonsense', '--help, --version'",
        "check --nonsense, '--nonsense', '--class-path, --help, --version'",
        "check nonsense, 'nonsense', check --help",
        "check --class-path, '--class-path', PATH",
        "attach --nonsense, '--nonsense', '--list, --help, --version'",
        "attach 1 colour=red, 'colour', stacks",
        "attach 1 stitch=some, 'some', print"
    })
    void unknown(String arguments, String named, String valid) {
        JavaProcess.Result result = cli(arguments.split(" ")).run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("whence: ")
                .contains(named, valid);
    }

    @DisplayName("without a command its help is printed, as an error")
    @Test
    void noCommand() {
        JavaProcess.Result result = cli().run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: ", "attach", "check");
    }

    @DisplayName("check sends a hop through each hook of the JDK, and finds all of them on")
    @Test
    void check() {
        List<String> rows = rows(command("check"));
        assertThat(rows).filteredOn(row -> row.matches("\\S.*")).hasSizeGreaterThan(20);
        assertThat(rows)
                .noneMatch(row -> row.matches(".{25}(off|woven) .*"))
                .anyMatch(row -> row.matches("com.sun.net.httpserver +on +requests have .*"))
                .anyMatch(row -> row.matches("java.net.http +on +requests take .*"))
                .anyMatch(row -> row.matches("HttpURLConnection +on +requests take .*"))
                .anyMatch(row -> row.matches("logback +waits +not there.*"));
    }

    @DisplayName("check sends a hop through hooks into libraries that are named, and says which it has not tried")
    @Test
    void checkOfLibraries() {
        List<String> rows =
                rows(cli("check", "--class-path", JavaProcess.testClassPath()).run());
        for (String hook :
                List.of("logback", "Guava", "Netty promises", "Netty tasks", "Apache HttpClient", "OpenTelemetry")) {
            assertThat(rows).anyMatch(row -> row.matches(hook + " +on +\\w.*"));
        }
        assertThat(rows)
                .anyMatch(row -> row.matches("Tomcat +woven +requests have .*"))
                .noneMatch(row -> row.matches(".{25}(off|waits) .*"));
    }

    /** Below the heading, and no wider than they may be. */
    private static List<String> rows(JavaProcess.Result result) {
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 100 && !line.contains("\u001b"));
        return result.out()
                .lines()
                .dropWhile(line -> !line.matches("HOOK +STATE +WHAT IT MEANS *"))
                .skip(1)
                .toList();
    }

    @DisplayName("an AOT cache that was trained with the agent is used, and all hooks work, by tables where they must")
    @Test
    void aotCache() {
        Assumptions.assumeTrue(jdk.feature() >= AotCache.SINCE);
        JavaProcess.Result result = AotCache.of(jdk)
                .use(JavaProcess.java(jdk))
                .options("-XX:AOTMode=on", "-cp", AotCache.before(JavaProcess.testClassPath()))
                .main(Everyday.class)
                .agent()
                .run();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .matches(LINE)
                .contains("by tables: ", "FutureTask", "ForkJoinTask")
                .doesNotContain("off");
    }

    @DisplayName("an archive of classes that was made without the agent is used, and all hooks are on")
    @Test
    void archive(@TempDir Path folder) {
        Assumptions.assumeTrue(jdk.feature() < AotCache.SINCE);
        Path archive = folder.resolve("everyday.jsa");
        JavaProcess.java(jdk)
                .options("-XX:ArchiveClassesAtExit=" + archive, "-cp", AotCache.trained())
                .main(Everyday.class)
                .run();
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options(
                        "-XX:SharedArchiveFile=" + archive, "-Xshare:on", "-Xlog:class+load", "-cp", AotCache.trained())
                .main(Everyday.class)
                .agent()
                .run();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.errLines()).singleElement().asString().matches(LINE).doesNotContain("off", "tables");
        assertThat(result.out()).contains("shared objects file (top)");
    }

    @DisplayName("check sends an element through a queue if that is to be an edge")
    @Test
    void checkOfQueues() {
        JavaProcess.Result result =
                cli("check").environment("WHENCE_QUEUES", "edges").run();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).containsPattern("queue edges +on +the log");
    }

    private JavaProcess.Result command(String argument) {
        JavaProcess.Result result = cli(argument).run();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).isEmpty();
        return result;
    }

    private JavaProcess cli(String... arguments) {
        return JavaProcess.java(jdk)
                .arguments("-jar", JavaProcess.agentJar().toString())
                .arguments(arguments);
    }
}
