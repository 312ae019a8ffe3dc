package dev.whence.log.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands show, and what they say about bad input. */
class CommandsTest {
    private static final String STACK = "java.lang.IllegalStateException: no\n\tat java.base/java.util.X.y(X.java:1)\n"
            + "\tat shop.Pay.charge(Pay.java:42)\n\tat shop.Pay.pay(Pay.java:1)";

    private final Path folder;

    CommandsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("a tree shows lanes, joins, errors and durations")
    @Test
    void tree() throws IOException {
        String file = write(
                new Line("a-1:1", 0).body("begin"),
                new Line("a-2:1", 10, "a-1:1").body("left"),
                new Line("a-3:1", 12, "a-1:1").body("right"),
                new Line("a-4:1", 30, "a-2:1", "a-3:1").body("both").error(STACK));
        assertThat(run("tree", "--width=72", "op-1", file).out()).isEqualTo("""
                        op-1   4 lines, 4 tasks, 1 service: svc-a

                             0us ●   svc-a  begin
                            10ms ├─● svc-a  left                                            10ms
                            12ms ● │ svc-a  right                                           12ms
                            30ms ╰─✖ svc-a  both                                            18ms
                                              java.lang.IllegalStateException: no
                                              at shop.Pay.charge(Pay.java:42)
                        """);
        assertThat(run("tree", "--stacks", "--ascii", "op-1", file).out())
                .contains("\\-X svc-a  both", "at java.base/java.util.X.y(X.java:1)");
    }

    @DisplayName("of equal branches a tree shows one, and what is too deep it counts")
    @Test
    void branches() throws IOException {
        List<Line> lines = new ArrayList<>(List.of(new Line("a-1:1", 0).body("begin")));
        for (int i = 2; i < 102; i++) {
            lines.add(new Line("a-" + i + ":1", i, "a-1:1").body("item " + i));
            lines.add(new Line("a-" + (i + 200) + ":1", i + 1, "a-" + i + ":1").body("stored " + i));
        }
        String file = write(lines.toArray(new Line[0]));
        assertThat(run("tree", "op-1", file).out().lines().skip(2))
                .hasSize(3)
                .anyMatch(row -> row.contains("item 2  x100"));
        assertThat(run("tree", "--all", "op-1", file).out().lines().skip(2)).hasSize(201);
        assertThat(run("tree", "--depth=1", "op-1", file).out()).contains("begin  (+200 deeper)");
    }

    @DisplayName("the text of a log cannot control the terminal")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tree op-1",
                "merge",
                "grep .",
                "causes a-1:1",
                "critical op-1",
                "export --to=mermaid op-1",
                "sql FROM\tevents"
            })
    void inert(String command) throws IOException {
        String file = write(new Line("a-1:1", 0)
                .body("\u001b[2Jgone\r\nforged \u202e \u009b31m")
                .error("x\u0007\n\tat \u001b[1m"));
        List<String> arguments = new ArrayList<>(List.of(words(command)));
        arguments.add(file);
        CommandRun run = run(arguments.toArray(new String[0]));
        assertThat(run.code()).isZero();
        assertThat(run.out()).doesNotContain("\u001b", "\r", "\u202e", "\u009b", "\u0007");
        assertThat(run.out().lines()).noneMatch(line -> line.startsWith("forged"));
    }

    @DisplayName("check finds what is missing, doubled, dropped and out of order")
    @Test
    void check() throws IOException {
        String file = write(
                new Line("a-1:1", 10).seq(1),
                new Line("a-1:2", 11).seq(2),
                new Line("a-1:2", 11).seq(5),
                new Line("a-2:1", 5, "a-1:1").seq(6),
                new Line("a-3:1", 20, "b-7:1").seq(7));
        Files.writeString(
                Path.of(file),
                Files.readString(Path.of(file))
                        + "{\"causal\":{\"kind\":\"gap\",\"dropped\":9,\"reason\":\"full\",\"seq\":8}}\n{\"torn\n");
        CommandRun run = run("check", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("1 announcements of dropped events", "9 dropped", "reason full")
                .contains("1 holes in the numbers of lines", "svc-a (a): lines 3 to 4")
                .contains("1 causes that are missing", "a-3:1 comes after b-7:1")
                .contains("1 effects that are stamped before a cause", "a-2:1 comes after a-1:1")
                .contains("1 duplicate events", "1 damaged lines");
    }

    @DisplayName("behind what is missing, the order is not known")
    @Test
    void unknown() throws IOException {
        String file = write(
                new Line("a-1:1", 1).seq(1),
                new Line("a-2:1", 2).seq(2),
                new Line("a-3:1", 3, "b-1:1").seq(3),
                new Line("a-4:1", 4).truncated().seq(4));
        assertThat(run("compare", "a-1:1", "a-2:1", file).out()).isEqualTo("UNORDERED\n");
        assertThat(run("compare", "a-1:1", "a-3:1", file).out())
                .startsWith("UNKNOWN\n")
                .contains("b-1:1");
        assertThat(run("compare", "a-1:1", "a-4:1", file).out()).startsWith("UNKNOWN\n");
        assertThat(run("compare", "a-1:1", "a-9:1", file)).returns(1, CommandRun::code);
    }

    @DisplayName("the critical path takes the latest cause, and leaves out what nobody waited for")
    @Test
    void critical() throws IOException {
        String file = write(
                new Line("a-1:1", 0).body("begin"),
                new Line("a-2:1", 10, "a-1:1").body("short"),
                new Line("a-3:1", 50, "a-1:1").body("long"),
                new Line("a-4:1", 60, "a-2:1", "a-3:1").body("joined"),
                new Line("a-5:1", 55, "a-1:1").body("nobody waits"));
        assertThat(run("critical", "op-1", file).out())
                .contains("begin", "long", "joined", " 83%")
                .doesNotContain("short", "nobody");
    }

    @DisplayName("stats measure only what is a cause, by service")
    @Test
    void stats() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            lines.add(new Line("a-" + i + ":1", i).body("begin").correlation("op-" + i));
            lines.add(new Line("b-" + i + ":1", 3 * i, "a-" + i + ":1")
                    .body("end")
                    .correlation("op-" + i));
        }
        lines.add(new Line("c-1:1", 1).body("end").correlation("op-1"));
        CommandRun run = run("stats", "--from=begin", "--to=end", write(lines.toArray(new Line[0])));
        assertThat(run.out()).contains("svc-b").containsPattern("100 +~100ms +~180ms +~198ms +~200ms");
        assertThat(run.out()).contains("1 more lines");
    }

    @DisplayName("diff tells where two runs part")
    @Test
    void diff() throws IOException {
        String file = write(
                new Line("a-1:1", 0).body("begin 1").correlation("op-1"),
                new Line("a-2:1", 1, "a-1:1").body("paid").correlation("op-1"),
                new Line("a-3:1", 0).body("begin 2").correlation("op-2"),
                new Line("a-4:1", 9, "a-3:1").body("refused").correlation("op-2"));
        CommandRun run = run("diff", "op-1", "op-2", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines().map(line -> line.charAt(0) + line.substring(line.indexOf("svc"))))
                .containsExactly(" svc-a  begin 1", "+svc-a  refused", "-svc-a  paid");
        assertThat(run("diff", "op-1", "op-1", file)).returns(0, CommandRun::code);
    }

    @DisplayName("no input makes a command fail with a stack trace")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge",
                "merge --to=json",
                "tree x",
                "tree --last-error",
                "check",
                "compare a-1:1 a-2:1",
                "causes a-1:1",
                "effects a-1:1",
                "critical x",
                "tree a-1:1",
                "critical op-1",
                "export --to=shiviz op-1",
                "diff a-1 a-3",
                "grep x",
                "grep -o x",
                "stats --from=a --to=b",
                "diff x y",
                "sql FROM\tlines",
                "export --to=chrome x"
            })
    void hostile(String command) throws IOException {
        for (String file : hostileFiles()) {
            List<String> arguments = new ArrayList<>(Arrays.asList(words(command)));
            arguments.add(file);
            CommandRun run = run(arguments.toArray(new String[0]));
            assertThat(run.code()).isBetween(0, 3);
            assertThat(run.out() + run.err()).doesNotContain("Exception", "\tat ");
        }
    }

    private List<String> hostileFiles() throws IOException {
        byte[] binary = new byte[70_000];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) (i * 7 + i / 256);
        }
        String circle = new Line("a-1:1", 1, "a-2:1") + "\n" + new Line("a-2:1", 1, "a-1:1") + "\n"
                + new Line("a-3:1", 2, "a-3:1");
        return Stream.of(
                        file("binary", binary),
                        file("empty", new byte[0]),
                        file("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}),
                        file("circle", circle.getBytes(StandardCharsets.UTF_8)),
                        file("deep", ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8)),
                        file(
                                "odd",
                                "{\"causal\":{\"hlc\":5,\"task\":{},\"n\":\"x\",\"after\":[{}]}}\n{\"causal\":null}\n{\"causal\":{\"hlc\":\"660d356aa30bf000\",\"task\":\"a\",\"n\":99999999999,\"after\":[\":\",\"\"]}}"
                                        .getBytes(StandardCharsets.UTF_8)),
                        folder.toString(),
                        folder.resolve("none").toString())
                .toList();
    }

    private String file(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        return file.toString();
    }

    @DisplayName("wrong arguments get one clear line")
    @Test
    void usage() {
        assertThat(run("tree")).returns(2, CommandRun::code);
        assertThat(run("compare", "a", "b").err())
                .isEqualTo("compare: it takes 2 IDs and log files; compare --help shows what it takes\n");
        assertThat(run("grep", "(", "x").err()).contains("no regular expression");
        assertThat(run("merge", folder.resolve("none").toString()).code()).isEqualTo(3);
    }

    static String[] words(String command) {
        return Pattern.compile(" ").split(command);
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(arguments);
    }

    private String write(Line... lines) throws IOException {
        Path file = folder.resolve("log.jsonl");
        Files.write(file, Stream.of(lines).map(Line::toString).toList());
        return file.toString();
    }
}
