package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.agent.docs.MarkdownPage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes in a running program when options are set. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class SetIT {
    private final Jdk jdk;
    private Process program;
    private Writer toProgram;
    private BufferedReader fromProgram;

    SetIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @BeforeEach
    void begin() throws IOException {
        program = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.testClassPath(), "-Dwhence.stitch=all")
                .environment("WHENCE_TRUST", "all")
                .agent("quiet=true", "stacks=off")
                .main(SwitchedProgram.class)
                .startToTalk();
        toProgram = program.outputWriter();
        fromProgram = program.inputReader();
        assertThat(next()).startsWith("no-hop");
    }

    @AfterEach
    void end() throws InterruptedException {
        program.destroyForcibly().waitFor();
    }

    /** Lets the program fail once more: what it shows of that, and of the thread that never rests. */
    private String next() throws IOException {
        toProgram.write("\n");
        toProgram.flush();
        return fromProgram.readLine();
    }

    private JavaProcess.Result set(String... options) {
        return JavaProcess.java(jdk)
                .environment("LC_ALL", "C.UTF-8")
                .arguments("-jar", JavaProcess.agentJar().toString(), "set", Long.toString(program.pid()))
                .arguments(options)
                .run();
    }

    private List<String> setWell(String... options) {
        JavaProcess.Result result = set(options);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    @DisplayName("docs/live.md shows what it prints")
    @Test
    void page() {
        List<String> shown = MarkdownPage.of("docs/live.md").outputOf("set \\d+ stacks=full stitch=all");
        assertThat(set("stacks=full", "stitch=all").out().lines()).containsExactlyElementsOf(shown);
    }

    @DisplayName("the next hop of each thread follows, also of one that runs compiled code and never rests")
    @Test
    void stacks() {
        assertThat(setWell("stacks=full")).containsExactly("CAN BE SET FROM VALUE", "stacks set full");
        awaitShown("hop true");
        setWell("stacks=off");
        awaitShown("no-hop false");
        setWell("stacks=sites", "stitch=print");
        awaitShown("no-hop true");
        setWell("stitch=all");
        awaitShown("hop true");
    }

    private void awaitShown(String shown) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> next().equals(shown));
    }

    @DisplayName("without options, it shows all, which can be set, and where each value comes from")
    @Test
    void present() {
        setWell("adopt.max=7");
        assertThat(setWell())
                .startsWith("CAN BE SET FROM VALUE", "stacks argument off", "stitch property all", "adopt.max set 7")
                .contains("trust environment all", "send default all")
                .containsSubsequence("", "AT THE START FROM VALUE", "quiet argument true", "hooks default -");
        assertThat(set("--json").out()).contains("{\"name\":\"trust\",\"value\":\"all\",\"source\":\"environment\"");
    }

    @DisplayName("if anything is wrong, nothing is set, and one line says what would be right")
    @CsvSource({
        "stacks=full trust=some, 'some', 'correlation, none, all'",
        "stacks=full colour=red, 'colour', stacks",
        "stacks=full mdc=off, 'mdc', 'stacks, stitch, adopt.max'",
        "stacks=full adopt.max=-1, '-1', number of seconds",
        "stacks=full stuck=5, '5', a duration as 500ms",
        "stacks=full stuck=0s, '0s', a duration as 500ms",
        "stacks=full send=a..b, a..b, hosts",
        "stacks=full stitch, 'stitch', NAME=VALUE",
        "stacks=full stacks=off, 'stacks', twice"
    })
    @ParameterizedTest
    void nothing(String options, String wrong, String right) throws IOException {
        JavaProcess.Result result = set(options.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("whence: ")
                .contains(wrong, right);
        assertThat(setWell()).contains("stacks argument off");
        assertThat(next()).startsWith("no-hop");
    }

    @DisplayName("all faults are told")
    @Test
    void faults() {
        assertThat(set("stacks=some", "logs=off").errLines()).hasSize(2).allMatch(line -> line.startsWith("whence: "));
    }

    @DisplayName("lists keep their commas")
    @Test
    void lists() {
        assertThat(setWell("send=localhost,*.example.com", "ids.headers=A-Id,B-Id"))
                .contains("send set localhost,*.example.com", "ids.headers set A-Id,B-Id");
    }
}
