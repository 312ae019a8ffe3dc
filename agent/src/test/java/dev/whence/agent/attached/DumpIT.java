package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What a dump shows of a program that hangs in many ways. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class DumpIT {
    private static HangingJvm shared;

    private final Jdk jdk;

    @TempDir
    private Path folder;

    DumpIT(Jdk jdk) {
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

    private JavaProcess.Result dump(String... arguments) {
        JavaProcess.Result result = shared.command("dump", arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result;
    }

    /** Returns the lines of what is shown of an operation, without ages and the numbers of source lines. */
    private List<String> shown(String operation) {
        return dump("--correlation", operation)
                .out()
                .lines()
                .map(line -> line.replace("dev.whence.agent.attached.", "").replaceAll(":\\d+\\)", ")"))
                .map(line -> line.replaceAll(" \\((oldest )?≥.*\\)", ""))
                .map(line -> line.replaceAll(" is pending for [^:]+", " is pending"))
                .toList();
    }

    @DisplayName("a thread waits for stages, which wait for work that is queued; of equal ones, one is shown")
    @Test
    void queued() {
        List<String> shown = dump().out().lines().map(String::strip).toList();
        assertThat(shown).anyMatch(line -> line.matches("3 alike: order-\\d, order-\\d, order-\\d( \\(.*\\))?"));
        assertThat(shown("order-1"))
                .containsSubsequence(
                        "order-1",
                        "   │  at HangingProgram.order(HangingProgram.java)",
                        "   └─ thenCombine is pending",
                        "      │  at HangingProgram.order(HangingProgram.java)",
                        "      │  │  at HangingProgram.order(HangingProgram.java)")
                .anyMatch(line -> line.matches("      ├─ thenApply is pending.*"))
                .anyMatch(line -> line.matches("└─ thread web-\\d+ waits in CompletableFuture.join"))
                .anyMatch(line -> line.matches(" +│ +└─ supplyAsync is queued in payments, at \\d"))
                .anyMatch(line -> line.matches(" +└─ see above: supplyAsync at HangingProgram.order.*"));
    }

    @DisplayName("who holds the lock or the monitor that a thread waits for")
    @ParameterizedTest
    @CsvSource({"locked-out, ReentrantLock.lock, holdLock", "kept-out, synchronized, holdMonitor"})
    void locks(String operation, String waitsIn, String holder) {
        List<String> shown = shown(operation);
        assertThat(shown)
                .anyMatch(line -> line.matches("└─ thread web-\\d+ waits in " + waitsIn))
                .anyMatch(line -> line.matches("   └─ thread web-\\d+ waits in CountDownLatch.await"))
                .anyMatch(line -> line.strip().startsWith("from HangingProgram.lambda$hang"));
        assertThat(dump("--correlation", operation, "--stacks").out()).contains("HangingProgram." + holder);
    }

    @DisplayName("what waits where, and what for")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    paying   | └─ thread payments-1 waits in CountDownLatch.await
                    starved  |    └─ submit is queued in single, at 1
                    forked   | └─ thread ForkJoinPool-1-worker-1 waits in CountDownLatch.await
                    timer    | └─ schedule is due in [56]\\dmin
                    later    | └─ schedule is due in [56]\\dmin
                    callback | └─ whenComplete is pending
                    callback |    └─ thenApply is pending
                    callback |       └─ CompletableFuture is pending.*: nothing that is known completes it
                    limited  |    └─ thenApply is pending
                    limited  |       └─ CompletableFuture is pending.*: only its time limit is known to complete it, in [56]\\dmin
                    composed | └─ thenAccept is pending
                    composed |    └─ CompletableFuture is pending.*
                    composed |       └─ CompletableFuture is pending.*: nothing that is known completes it
                    at-once  |       └─ CompletableFuture is pending.*: nothing that is known completes it
                    given-up | └─ thenAccept is pending
                    given-up |    └─ CompletableFuture is pending.*: nothing that is known completes it
                    circle   |    .*wait cycle, back to: \\w+.*
                    all      |       .─ CompletableFuture is pending.*: nothing that is known completes it
                    all      |       .─ supplyAsync is queued in payments, at .
                    """)
    void waits(String operation, String line) {
        assertThat(shown(operation)).anyMatch(shown -> shown.strip().matches(line.strip()));
    }

    @DisplayName("a request to another process, by its host and path only")
    @ParameterizedTest
    @ValueSource(strings = {"text", "html", "json"})
    void request(String format) {
        String shown = dump("--correlation", "requesting", "--to", format).out();
        assertThat(shown).doesNotContain("secret");
        assertThat(shown)
                .contains("HttpURLConnection.getInputStream")
                .containsPattern("GET 127\\.0\\.0\\.1:\\d+(/prices is in flight|\".*\"path\":\"/prices\")");
    }

    @DisplayName("what is due later completes a future then")
    @Test
    void delayed() {
        assertThat(shown("delayed")).anyMatch(line -> line.matches(" +└─ .* is due in [56]\\dmin"));
    }

    @DisplayName("virtual threads")
    @Test
    void virtual() {
        Assumptions.assumeTrue(jdk.feature() >= 21);
        assertThat(shown("virtual"))
                .anyMatch(line -> line.matches("└─ virtual thread #\\d+ waits in CompletableFuture.join"))
                .contains("   └─ thenCombine is pending");
    }

    @DisplayName("the stack of what hangs after hops of many kinds")
    @Test
    void mixed() {
        List<String> frames = dump("--correlation", "mixed", "--stacks")
                .out()
                .lines()
                .filter(line -> line.contains(" at "))
                .map(line -> line.replaceAll(".* at \\S*\\.(?:lambda\\$)?(\\w+?)(?:\\$\\d+)?\\(.*", "$1"))
                .toList();
        assertThat(frames)
                .containsSubsequence(
                        "atLast",
                        "submit",
                        "byForkJoin",
                        "start",
                        "byThread",
                        "thenRun",
                        "byFuture",
                        "execute",
                        "run",
                        "schedule",
                        "hang");
    }

    @DisplayName("a frame with a source line is a link in consoles that have links")
    @Test
    void links() {
        List<String> frames = dump("--stacks")
                .out()
                .lines()
                .filter(line -> line.matches(".* at .*\\.java:\\d+\\)"))
                .toList();
        assertThat(frames).hasSizeGreaterThan(50).allSatisfy(line -> {
            String frame = line.replaceFirst(".* at ([^/(]*/)?", "");
            for (Console console : Console.values()) {
                assertThat(console.link(line)).as(console.name()).isEqualTo(frame);
            }
        });
    }

    @DisplayName("the number of threads of a pool, and of what is queued there")
    @Test
    void pools() {
        assertThat(dump().out()).containsPattern("payments +1 of 1 +\\d");
    }

    @DisplayName("who holds the monitor that a virtual thread waits for, since JDK 25")
    @Test
    void virtualKeptOut() {
        Assumptions.assumeTrue(jdk.feature() >= 25);
        assertThat(shown("virtual-kept-out"))
                .anyMatch(line -> line.matches("└─ virtual thread #\\d+ waits in synchronized"))
                .anyMatch(line -> line.matches("   └─ thread web-\\d+ waits in CountDownLatch.await"));
    }

    @DisplayName("which virtual thread holds the monitor that a thread waits for")
    @Test
    void keptOutByVirtual() {
        Assumptions.assumeTrue(jdk.feature() >= 21);
        assertThat(shown("kept-out-by-virtual"))
                .anyMatch(line -> line.matches("└─ thread web-\\d+ waits in synchronized"))
                .anyMatch(line -> line.matches("   └─ virtual thread #\\d+ waits in CountDownLatch.await"));
    }

    @DisplayName("only what has a text in a source line")
    @Test
    void site() {
        assertThat(dump("--site", "HangingProgram.callback").out())
                .contains("whenComplete")
                .doesNotContain("order-");
    }

    @DisplayName("as JSON for programs, with the thread IDs of the JDK's own dump")
    @Test
    void json() {
        assertThat(dump("--json", "--correlation", "paying").out())
                .startsWith("{\"format\":1,")
                .contains("\"name\":\"payments-1\"", "\"operations\":[\"paying\"]", "HangingProgram.charge");
    }

    @DisplayName("as a page for a browser, with the same trees")
    @Test
    void html() {
        assertThat(dump("--to", "html", "--correlation", "order-1").out())
                .startsWith("<!doctype html>")
                .contains("thenCombine is pending", "supplyAsync is queued in payments")
                .containsPattern("order-1( \\(≥ [^)]*\\))?</span>")
                .endsWith("</html>\n");
    }

    @DisplayName("the program prints nothing, ends as before, and leaves no socket behind")
    @Test
    void untouched() throws Exception {
        try (HangingJvm program = HangingJvm.withAgent(jdk, folder)) {
            assertThat(program.command("dump").exitCode()).isZero();
            assertThat(program.out()).isEmptyFile();
            assertThat(program.err()).isEmptyFile();
            assertThatOnlyItsUserEnters(program.temporaryFiles());
            program.goOn();
            assertThat(program.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(program.out()).hasContent("The end");
            assertThat(program.temporaryFiles()).isEmptyDirectory();
        }
    }

    private static void assertThatOnlyItsUserEnters(Path temporaryFiles) throws IOException {
        try (Stream<Path> found = Files.walk(temporaryFiles)) {
            Path socket =
                    found.filter(file -> file.endsWith("live")).findFirst().orElseThrow();
            assertThat(permissions(socket)).isEqualTo("rw-------");
            assertThat(permissions(socket.getParent())).isEqualTo("rwx------");
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @DisplayName("looks miss nothing that does not move, and fail never, while others complete what is in flight")
    @Test
    void moving() {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath())
                .agent("quiet=true", "findings=off")
                .main(MovingProgram.class, System.getProperty("whence.looks", "500000"))
                .run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains(" looks have seen ");
    }

    @DisplayName("an agent that was attached later tells of what has begun since, and of the threads before")
    @Test
    void attachedLater() throws Exception {
        try (HangingJvm program = HangingJvm.withoutAgent(jdk, folder)) {
            assertThat(program.command("attach").exitCode()).isZero();
            assertThat(program.command("dump").out()).containsPattern("payments +1 of 1 +\\d");
        }
    }

    @DisplayName("a JVM without the agent is named in one line, and is not disturbed")
    @Test
    void withoutAgent() throws Exception {
        try (HangingJvm program = HangingJvm.withoutAgent(jdk, folder)) {
            JavaProcess.Result result = program.command("dump");
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("whence: ")
                    .contains("has no agent", "attach " + program.process().pid());
            assertThat(program.out()).isEmptyFile();
            assertThat(program.err()).isEmptyFile();
        }
    }
}
