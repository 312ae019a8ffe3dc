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

/** What a start with the agent prints, and what its options do, in JVMs of their own. */
@ParameterizedClass
@MethodSource("jdks")
class StartIT {
    private static final String LINE = "whence .*JDK .*hooks .*\\d+/\\d+.*";

    /** The JDK whose line README.md shows. */
    private static final int OF_README = 25;

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

    @DisplayName("all hooks are on, as README.md shows it")
    @Test
    void allHooks() {
        String line = hello().agent().run().err();
        assertThat(line.replaceAll("(?s).*?(\\d+)/(\\d+).*", "$1 of $2")).matches("(\\d+) of \\1");
        if (jdk.feature() == OF_README) {
            assertThat(Path.of("../README.md")).content().contains("`" + line.strip() + "`");
        }
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
                .anyMatch(line -> line.contains("Initializing 'dev/whence/runtime/library/GuavaHooks'"));
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
    @CsvSource({
        "colour=red, colour, stacks",
        "stacks=deep, deep, sites",
        "quiet=perhaps, perhaps, false",
        "stitch=some, some, print"
    })
    @ParameterizedTest
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
}
