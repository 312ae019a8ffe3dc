package dev.whence.agent.attached;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of the hops of a program whose waits, runs, failures and cancellations are known. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class BoundariesIT {
    private static final int LOST = 3;

    private static HangingJvm shared;

    private final Jdk jdk;

    @TempDir
    private Path folder;

    BoundariesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @BeforeParameterizedClassInvocation
    static void begin(Jdk jdk, @TempDir Path folder) throws IOException {
        shared = HangingJvm.withAgent(jdk, folder, HoppingProgram.class);
    }

    @AfterParameterizedClassInvocation
    static void end() throws InterruptedException {
        shared.close();
    }

    private static String sites(String... arguments) {
        JavaProcess.Result result = shared.command("sites", arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out();
    }

    /** Returns what is told of the only hop that a method of the program makes by another method. */
    private static String site(String method, String what) {
        List<String> found = Stream.of(sites("--json", "--limit", "100").split("\\{\"at\":"))
                .filter(site -> site.contains(".HoppingProgram." + method + "(") && has(site, "what", what))
                .toList();
        assertThat(found).as(method).hasSize(1);
        return found.get(0);
    }

    private static boolean has(String site, String member, Object value) {
        String text = "\"" + member + "\":" + (value instanceof String ? "\"" + value + "\"" : value);
        return site.contains(text + ",") || site.contains(text + "}");
    }

    /** Of what several threads count at the same moment, some may be lost. */
    private static boolean hasAbout(String site, String member, int value) {
        return IntStream.rangeClosed(Math.max(0, value - LOST), value).anyMatch(number -> has(site, member, number));
    }

    @DisplayName("how many hops there were, from where to where, how many have failed or were cancelled")
    @ParameterizedTest
    @CsvSource({
        "crowd, submit, single, 0, 0",
        "roomy, supplyAsync, wide, 0, 0",
        "trifles, runAsync, single, 0, 0",
        "failing, submit, wide, 30, 0",
        "cancelling, submit, single, 0, 30",
        "delayed, schedule, later, 0, 0",
        "stages, thenApply, wide, 0, 0",
        "stages, thenApplyAsync, wide, 0, 0",
        "perThread, <init>, Thread, 0, 0"
    })
    void counts(String method, String what, String to, int failures, int cancellations) {
        String site = site(method, what);
        assertThat(site)
                .matches(one -> has(one, "hops", HoppingProgram.EACH), "hops")
                .matches(one -> has(one, "measured", HoppingProgram.EACH), "measured")
                .matches(one -> hasAbout(one, "begun", HoppingProgram.EACH - cancellations), "begun")
                .matches(one -> hasAbout(one, "failures", failures), "failures")
                .matches(one -> hasAbout(one, "cancellations", cancellations), "cancellations")
                .containsPattern("\"routes\":\\[\\{\"from\":\"main\",\"to\":\"" + to + "\",\"hops\":\\d+}]");
    }

    @DisplayName("a virtual thread for each task is one hop")
    @Test
    void virtualThreads() {
        Assumptions.assumeTrue(jdk.feature() >= 21);
        counts("perVirtualThread", "submit", "virtual threads", 0, 0);
    }

    @DisplayName("what is due later, and a stage whose source is pending, do not wait in a queue until then")
    @ParameterizedTest
    @CsvSource({"delayed, schedule", "stages, thenApplyAsync"})
    void waits(String method, String what) {
        Matcher wait = Pattern.compile("\"waitNanos\":\\{\"p50\":(\\d+)").matcher(site(method, what));
        assertThat(wait.find()).isTrue();
        assertThat(Long.parseLong(wait.group(1))).isBetween(0L, TimeUnit.MILLISECONDS.toNanos(900));
    }

    @DisplayName("a stage that runs on the thread of its completer waits in no queue")
    @Test
    void noQueue() {
        assertThat(site("stages", "thenApply")).contains("runNanos").doesNotContain("waitNanos");
    }

    @DisplayName("what to do about it, where enough was measured")
    @ParameterizedTest
    @CsvSource({
        "crowd, submit, queued, waits .+ times longer than it runs: single is too small or too busy",
        "trifles, runAsync, short, \\d+ % of these hops run shorter than they wait: run them on the caller"
    })
    void verdicts(String method, String what, String verdict, String advice) {
        assertThat(site(method, what)).containsPattern("\"verdict\":\"" + verdict + "\",\"advice\":\"" + advice + "\"");
        assertThat(site("delayed", "schedule")).doesNotContain("verdict");
        assertThat(site("cancelling", "submit")).doesNotContain("verdict");
    }

    @DisplayName("as a table that fits into 100 columns")
    @Test
    void table() {
        List<String> shown = sites("--site", "HoppingProgram.failing(").lines().toList();
        assertThat(shown)
                .allMatch(line -> line.length() <= 100)
                .anyMatch(line -> line.matches(" +HOPS +WAIT p50 +p99 +max +RUN p50 +p99 +max +FAILED +CANCELLED"))
                .anyMatch(line -> line.matches(" +\u2248 60( +[\\d.]+[mun]?s){6} +50 % +-"))
                .anyMatch(
                        line -> line.matches(" +submit at .*\\.HoppingProgram\\.failing\\(HoppingProgram.java:\\d+\\)"))
                .contains("    main \u2192 wide");
        assertThat(sites("--ascii")).matches("[\\n -~]+");
    }

    @DisplayName("sorted, limited, and only some")
    @Test
    void selection() {
        String first = sites("--json", "--sort", "failures", "--limit", "1");
        assertThat(first).containsOnlyOnce("\"at\":").contains(".failing(").doesNotContain("\"sitesLeftOut\":0");
        assertThat(sites("--sort", "wait", "--limit", "1")).contains(" more source lines; --limit shows more");
        assertThat(sites("--site", "nowhere")).contains("No such hop");
    }

    @DisplayName("the agent's own threads are no hops of the program")
    @Test
    void own() {
        assertThat(sites("--limit", "100")).doesNotContain(" at dev.whence.agent.Live", " at dev.whence.agent.Startup");
    }

    @DisplayName("report= writes it when the JVM ends, and leaves no other file")
    @Test
    void report() throws Exception {
        Path file = folder.resolve("of-%p.json");
        Process process;
        try (HangingJvm jvm = HangingJvm.withAgent(jdk, folder, HoppingProgram.class, "report=" + file)) {
            process = jvm.process();
            jvm.goOn();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(jvm.err()).isEmptyFile();
        }
        Path written = folder.resolve("of-" + process.pid() + ".json");
        assertThat(Files.readString(written))
                .startsWith("{")
                .endsWith("}")
                .contains(".crowd(", "\"verdict\":\"queued\"");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(one -> one.toString().endsWith(".part"))).isEmpty();
        }
    }

    @DisplayName("a report that cannot be written is told at the start, and the program runs")
    @ParameterizedTest
    @CsvSource({"nowhere/report, nowhere", "., is not a file"})
    void noReport(String name, String reason) {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath())
                .agent("quiet=true", "report=" + folder.resolve(name))
                .main(StartIT.Hello.class)
                .run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .startsWith("whence: the report cannot be written: ")
                .contains(reason)
                .hasLineCount(1);
    }
}
