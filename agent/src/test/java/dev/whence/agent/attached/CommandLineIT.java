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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line of the jar says of itself, of the JDK and of libraries. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class CommandLineIT {
    private final Jdk jdk;

    CommandLineIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
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
    @ValueSource(strings = {"", "attach", "check", "dump", "logs", "ps", "set", "sites", "version"})
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
        "nonsense, 'nonsense', 'attach, check, dump, ps, set, sites, version, help, logs'",
        "--nonsense, '--nonsense', '--help, --version'",
        "check --nonsense, '--nonsense', '--class-path, --hooks, --help, --version'",
        "check nonsense, 'nonsense', check --help",
        "check --class-path, '--class-path', PATH",
        "dump, 'PID', PID",
        "dump 1 --limit 0, '--limit', at least 1",
        "dump 1 --limit many, 'many', --limit",
        "dump 1 --older 10, --older, 500ms",
        "dump 1 --watch --every 1.5s, 1.5s, 500ms",
        "dump 1 --watch --every 10ms, --every, 100ms",
        "dump 1 --every 1s, --every, --watch",
        "dump 1 --record x, --record, --watch",
        "dump 1 --watch --json, --json, --watch",
        "dump 1 --replay x, --replay, PID",
        "dump --watch, 'PID', PID",
        "set, 'PID', PID",
        "set 1 stacks, 'stacks', NAME=VALUE",
        "sites, 'PID', PID",
        "sites 1 --limit 0, '--limit', at least 1",
        "sites 1 --sort size, 'size', 'hops, wait, run, failures'",
        "ps nonsense, 'nonsense', ps --help",
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

    @DisplayName("logs reads logs, and has exit codes of its own")
    @Test
    void logs(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("shop.jsonl");
        String line = "{\"body\":\"paid\",\"correlation_id\":\"order-1\","
                + "\"causal\":{\"hlc\":\"660d356aa30bf000\",\"task\":\"5f57a886-2\",\"n\":1}}";
        Files.writeString(log, line);
        JavaProcess.Result tree = cli("logs", "tree", "order-1", log.toString()).run();
        assertThat(tree.exitCode()).as(tree.err()).isZero();
        assertThat(tree.out()).contains("order-1   1 line, 1 task", "paid");
        JavaProcess.Result none = cli("logs", "tree", "order-2", log.toString()).run();
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.errLines()).singleElement().asString().contains("order-2");
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
                .anyMatch(row -> row.matches("java.net.http requests +on +what provides .*"))
                .anyMatch(row -> row.matches("java.net.http responses +on +subscribers .*"))
                .anyMatch(row -> row.matches("WebSocket +on +listeners have .*"))
                .anyMatch(row -> row.matches("HttpURLConnection +on +requests take .*"))
                .anyMatch(row -> row.matches("logback +waits +not there.*"));
    }

    @DisplayName("check sends a hop through hooks into libraries that are named, and says which it has not tried")
    @Test
    void checkOfLibraries() {
        List<String> rows =
                rows(cli("check", "--class-path", JavaProcess.testClassPath()).run());
        for (String hook : List.of(
                "logback",
                "Tomcat",
                "Jetty",
                "Undertow",
                "Apache HttpClient",
                "OpenTelemetry",
                "Guava",
                "Netty promises",
                "Netty tasks")) {
            assertThat(rows).anyMatch(row -> row.matches(hook + " +on +\\w.*"));
        }
        assertThat(rows)
                .anyMatch(row -> row.matches("Scala futures +woven +continuations have .*"))
                .noneMatch(row -> row.matches(".{25}off .*"))
                .filteredOn(row -> row.matches(".{25}waits .*"))
                .allMatch(row -> row.matches(
                        "(Akka|Artemis|AsyncHttpClient|Lettuce|Micronaut|Mutiny|Paho|Spring AMQP|Spring Boot JSON|Spring JMS|Vert.x|reactor-netty)"
                                + " .*"));
    }

    @DisplayName("check writes a JSON line of Spring Boot, if that is named")
    @Test
    void checkOfSpringBoot() {
        JavaProcess.Result result = cli("check", "--class-path", JavaProcess.testClassPathWithSpringBoot())
                .run();
        assertThat(rows(result)).anyMatch(row -> row.matches("Spring Boot JSON +on +structured lines .*"));
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
