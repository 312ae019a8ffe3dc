package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.agent.attached.harness.Peers;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases of Log4j 2, with all ways to hand an event to another thread; in JVMs of their own. */
@Tag("full")
@ParameterizedClass
@MethodSource("jdks")
class Log4jIT {
    private static final String WORDS =
            "%X{user}|%correlation|%correlation{tenant}|%task{full}|%hlc|%after{full}|%m%logicalStack%n%ex";

    private static final String NO_REUSE = "-Dlog4j2.enable.threadlocals=false";
    private static final String ALL_ASYNC =
            "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

    private final Jdk jdk;

    @TempDir
    private Path folder;

    Log4jIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    /** Where an event is written, and what Log4j makes of it on the way. */
    private enum Way {
        AT_ONCE(""),
        WITHOUT_REUSE(NO_REUSE),
        GARBAGE_FREE("-Dlog4j2.garbagefreeThreadContextMap=true"),
        ASYNC_APPENDER(""),
        ASYNC_APPENDER_WITHOUT_REUSE(NO_REUSE),
        ASYNC_CONFIGURATION(""),
        ASYNC_CONFIGURATION_WITHOUT_REUSE(NO_REUSE),
        ASYNC_LOGGERS(ALL_ASYNC),
        ASYNC_TWICE(ALL_ASYNC);

        private final String option;

        Way(String option) {
            this.option = option;
        }

        private String[] options() {
            return option.isEmpty() ? new String[0] : new String[] {option};
        }

        private boolean isAppender() {
            return this == ASYNC_APPENDER || this == ASYNC_APPENDER_WITHOUT_REUSE;
        }

        private boolean isConfiguration() {
            return this == ASYNC_CONFIGURATION || this == ASYNC_CONFIGURATION_WITHOUT_REUSE || this == ASYNC_TWICE;
        }

        String configuration(String... layouts) {
            StringBuilder appenders = new StringBuilder();
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < layouts.length; i++) {
                appenders.append("<Console name='console%d'>%s</Console>".formatted(i, layouts[i]));
                names.append("<AppenderRef ref='console%d'/>".formatted(i));
            }
            if (isAppender()) {
                appenders.append("<Async name='async'>").append(names).append("</Async>");
                names = new StringBuilder("<AppenderRef ref='async'/>");
            }
            String root = isConfiguration() ? "AsyncRoot" : "Root";
            return "<Configuration status='warn'><Appenders>%s</Appenders><Loggers><%s level='info'>%s</%s></Loggers>"
                            .formatted(appenders, root, names, root)
                    + "</Configuration>";
        }
    }

    private static String pattern(String pattern) {
        return "<PatternLayout pattern='" + pattern + "'/>";
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private JavaProcess java(String release, Class<?> main, String... arguments) {
        return JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath() + File.pathSeparator + Peers.log4j(release))
                .main(main, arguments);
    }

    private JavaProcess.Result run(String release, Way way, String agentOption, String... layouts) throws IOException {
        return java(release, Log4jProgram.class)
                .options("-Dlog4j2.configurationFile=" + write("log4j2.xml", way.configuration(layouts)))
                .options("-Dlog4j.configurationFile=" + folder.resolve("log4j2.xml"))
                .options(way.options())
                .agent(agentOption)
                .run();
    }

    /** A line by the pattern {@link #WORDS}. */
    private record Line(
            String user, String correlation, String tenant, String task, String hlc, String after, String message) {
        static Line of(String message, List<String> output) {
            List<Line> found = output.stream()
                    .map(line -> line.split("\\|", -1))
                    .filter(fields -> fields.length == 7 && fields[6].startsWith(message))
                    .map(fields ->
                            new Line(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]))
                    .toList();
            assertThat(found).as(String.join("\n", output)).hasSize(1);
            return found.get(0);
        }
    }

    private static void check(String out) {
        checkAfter(0, out);
    }

    /** The first thread may have logged some stamped events before. */
    private static void checkAfter(int earlier, String out) {
        List<String> output = out.lines().toList();
        Line parent = Line.of("parent", output);
        Line child = Line.of("child of parent", output);
        Line joined = Line.of("joined", output);
        assertThat(Stream.of(parent, child, joined, Line.of("failed", output)))
                .allMatch(line -> line.user.equals("alice") && line.correlation.equals("A"))
                .allMatch(line -> line.tenant.equals("acme"));
        assertThat(child.after).isEqualTo("<- " + parent.task + ":" + (earlier + 1));
        assertThat(joined.after).isEqualTo("<- " + child.task + ":1");
        assertThat(joined.task).isEqualTo(parent.task).isNotEqualTo(child.task);
        assertThat(List.of(parent.hlc, child.hlc, joined.hlc)).isSorted().doesNotContain("");
        assertThat(Line.of("outside", output).correlation).isEmpty();
        assertThat(out)
                .containsSubsequence("|child of parent", "\tat dev.whence.Async.submit", "Log4jProgram.logOn")
                .containsSubsequence("Caused by", "made here", "Async.submit", "Log4jProgram.logOn");
    }

    @DisplayName("the words show what the thread that logs an event knows, whichever thread writes it")
    @TestFactory
    Stream<DynamicTest> words() {
        return Stream.of("2.12", "2.17", "2.20", "2.25", "2.26").flatMap(release -> ways(release)
                .map(way -> dynamicTest(release + ", " + way + ", on " + jdk, () -> words(release, way))));
    }

    /** All ways with the oldest release on the first JDK, and with the newest one on the last. */
    private Stream<Way> ways(String release) {
        boolean isOldest = release.equals("2.12") && jdk.equals(Jdks.inTurn(0));
        boolean isNewest = release.equals("2.26") && jdk.equals(Jdks.newest());
        return isOldest || isNewest ? Stream.of(Way.values()) : Stream.of(Way.ASYNC_APPENDER, Way.ASYNC_LOGGERS);
    }

    private void words(String release, Way way) throws IOException {
        JavaProcess.Result result = run(release, way, "logs=auto", pattern(WORDS));
        check(result.out());
        assertThat(result.err()).doesNotContain(" WARN ", " ERROR ", "has no place");
    }

    @DisplayName("a line shows the ID once, wherever its pattern has it or not")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.17", "2.26"})
    void prefix(String release) throws IOException {
        JavaProcess.Result result = run(
                release,
                Way.AT_ONCE,
                "logs=auto",
                pattern("0>%d{yyyy} %msg%n"),
                pattern("1>%X{correlationId} %style{%m%n}{red}"),
                pattern("2>%highlight{%p %m}%n"),
                pattern("3>%X{user,other} %-12m|\\n"),
                pattern("4>%equals{%m}{parent}{PARENT}%n"),
                pattern("5>{\"m\":\"%enc{%m}{JSON}\"}%n"),
                pattern("6>$${ctx:correlationId} %m%n"),
                pattern("7>%marker%%m%X%n"),
                pattern("8>%correlation %m%n"),
                pattern("9>%X{correlationId:-}%m%n"),
                pattern("10>%m;"));
        assertThat(result.out())
                .containsPattern("0>\\d{4} \\[A] parent\\R")
                .containsPattern("1>A \\S*parent")
                .containsPattern("2>\\S*INFO \\[A] parent")
                .contains("3>{user=alice} [A] parent      |\n")
                .contains("4>PARENT")
                .contains("5>{\"m\":\"[A] parent\"}")
                .containsPattern("6>A parent\\R")
                .containsPattern("7>%m\\{.*correlationId=A.*}\\R")
                .containsPattern("8>A parent\\R")
                .containsPattern("9>\\[A] parent\\R")
                .contains("10>parent;")
                .containsPattern("0>\\d{4} outside\\R");
        assertThat(result.errLines())
                .filteredOn(line -> line.contains("has no place for the correlation"))
                .singleElement()
                .asString()
                .contains("%X{correlationId} into", "logging.pattern.correlation=[%X{correlationId}] ");
        assertThat(result.err()).doesNotContain(" WARN ", " ERROR ");
    }

    @DisplayName("an entry of the program that is the ID already is not shown twice")
    @Test
    void shownByAnotherEntry() throws IOException {
        JavaProcess.Result result =
                run("2.26", Way.AT_ONCE, "logs.key=id", pattern("0>%X{user} %m%n"), pattern("1>%X{id} %m%n"));
        assertThat(result.out()).contains("0>alice [A] parent", "1>A parent");
    }

    @DisplayName("logs=prefix is for each pattern, logs=off for none")
    @Test
    void options() throws IOException {
        String[] patterns = {pattern("0>%m;"), pattern("1>%highlight{%m};"), pattern("2>%m%n")};
        assertThat(run("2.26", Way.AT_ONCE, "logs=prefix", patterns).out())
                .contains("0>[A] parent;", "2>[A] parent")
                .containsPattern("1>\\S*\\[A] parent");
        assertThat(run("2.26", Way.AT_ONCE, "logs=off", patterns).out())
                .contains("0>parent;", "2>parent")
                .doesNotContain("[A]");
    }

    @DisplayName("a Log4j without a configuration shows the ID")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.26"})
    void unconfigured(String release) {
        JavaProcess.Result result = java(release, Log4jProgram.class)
                .options("-Dorg.apache.logging.log4j.level=INFO")
                .agent()
                .run();
        assertThat(result.out()).contains(" [A] parent", " [A] child of parent", " outside");
    }

    @DisplayName("the ID does not need the thread context")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.26"})
    void withoutThreadContext(String release) throws IOException {
        JavaProcess.Result result = java(release, Log4jProgram.class)
                .options("-Dlog4j.configurationFile="
                        + write("log4j2.xml", Way.ASYNC_APPENDER.configuration(pattern(WORDS), pattern("1>%m%n"))))
                .options("-Dlog4j2.disableThreadContextMap=true")
                .agent()
                .run();
        Line child = Line.of("child of parent", result.out().lines().toList());
        assertThat(child.user).isEmpty();
        assertThat(child.correlation).isEqualTo("A");
        assertThat(result.out()).contains("1>[A] child of parent");
    }

    @DisplayName("a configuration that comes at run time shows the same")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.17", "2.26"})
    void reconfigured(String release) throws IOException {
        Path first = write("first.xml", Way.AT_ONCE.configuration(pattern("0>%m%n")));
        Path second = write("second.xml", Way.ASYNC_APPENDER.configuration(pattern(WORDS)));
        JavaProcess.Result result = java(release, Log4jProgram.class, second.toString())
                .options("-Dlog4j.configurationFile=" + first)
                .agent()
                .run();
        assertThat(result.out()).contains("0>[A] child of parent");
        check(result.out());
    }

    @DisplayName("patterns in use show the ID once the agent is attached, and new ones know the words")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.20", "2.26"})
    void attached(String release) throws Exception {
        Path first = write(
                "first.xml",
                Way.ASYNC_APPENDER.configuration(
                        pattern("0>%m%n"), pattern("1>%-12m|%n"), pattern("2>%X{correlationId} %m%n")));
        Path second = write("second.xml", Way.AT_ONCE.configuration(pattern(WORDS)));
        Path waiting = Files.createDirectory(folder.resolve("waiting"));
        Path out = folder.resolve("out");
        Process process = java(release, Log4jProgram.Waiting.class, waiting.toString(), second.toString())
                .options("-Dlog4j.configurationFile=" + first, "-XX:+EnableDynamicAgentLoading")
                .start(out, folder.resolve("err"));
        try {
            await(process, () -> Files.exists(waiting.resolve("ready")));
            JavaProcess.Result attached = JavaProcess.java(jdk)
                    .arguments("-jar", JavaProcess.agentJar().toString(), "attach", Long.toString(process.pid()))
                    .run();
            assertThat(attached.exitCode()).as(attached.err()).isZero();
            assertThat(attached.out()).containsPattern("Log4j layouts +table");
            Files.createFile(waiting.resolve("attached"));
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(out);
        assertThat(output)
                .contains("0>before", "1>before      |", "2> before")
                .contains("0>[A] parent", "1>[A] parent      |", "2>A parent", "0>[A] child of parent");
        check(output);
    }

    private static void await(Process process, Callable<Boolean> condition) {
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> condition.call() || !process.isAlive());
    }

    /** Runs the program in class loaders of its own, one after another, each with a Log4j of its own. */
    static final class Containers {
        public static void main(String[] args) throws Exception {
            for (int i = 0; i < 2; i++) {
                try (URLClassLoader loader = new URLClassLoader(urls(args[0]), ClassLoader.getPlatformClassLoader())) {
                    Thread.currentThread().setContextClassLoader(loader);
                    Method main = loader.loadClass(Log4jProgram.class.getName()).getMethod("main", String[].class);
                    main.setAccessible(true);
                    main.invoke(null, (Object) new String[0]);
                }
            }
        }

        private static URL[] urls(String classPath) throws IOException {
            String[] entries = classPath.split(File.pathSeparator, -1);
            URL[] urls = new URL[entries.length];
            for (int i = 0; i < entries.length; i++) {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
            return urls;
        }

        private Containers() {}
    }

    @DisplayName("two applications with a Log4j each, of which one needs stamps")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.26"})
    void twoLoaders(String release) throws IOException {
        Path configuration = write("log4j2.xml", Way.ASYNC_APPENDER.configuration(pattern(WORDS)));
        String classPath = JavaProcess.bareClassPath() + File.pathSeparator + Peers.log4j(release);
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath())
                .options("-Dlog4j.configurationFile=" + configuration)
                .agent()
                .main(Containers.class, classPath)
                .run();
        List<String> output = result.out().lines().toList();
        int half = output.indexOf(output.stream()
                        .filter(line -> line.endsWith("|outside"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(result)))
                + 1;
        check(text(output.subList(0, half)));
        checkAfter(4, text(output.subList(half, output.size())));
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    @DisplayName("JSON templates have the fields of our encoder for logback")
    @ParameterizedTest
    @MethodSource
    void template(String release, Way way) throws IOException {
        Path template = write("template.json", """
                {"timestamp": {"$resolver": "timestamp", "pattern": {"format": "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "timeZone": "UTC"}},
                 "body": {"$resolver": "message", "stringified": true},
                 "correlation_id": {"$resolver": "whence", "field": "correlation"},
                 "hlc": {"$resolver": "whence", "field": "hlc"},
                 "attributes": {"$resolver": "mdc"},
                 "bare": {"$resolver": "whence", "sites": false},
                 "causal": {"$resolver": "whence"}}
                """);
        JavaProcess.Result result =
                run(release, way, "logs=auto", "<JsonTemplateLayout eventTemplateUri='" + template.toUri() + "'/>");
        List<String> lines = result.out().lines().toList();
        assertThat(lines).as(result.toString()).hasSize(5);
        String parent = field("task", lines.get(0)) + ":1";
        assertThat(lines.get(1))
                .contains(
                        "\"body\":\"child of parent\",\"correlation_id\":\"A\",\"hlc\":\"" + field("hlc", lines.get(1)))
                .contains("\"user\":\"alice\"")
                .containsPattern("\"bare\":\\{[^{]*\"via\":\\[\"fork\"],\"submitted\"")
                .containsPattern("\"causal\":\\{\"hlc\":\"[0-9a-f]{16}\",\"task\":\"[0-9a-f]{8}-\\d+\",\"n\":1,"
                        + "\"after\":\\[\"" + parent + "\"],\"via\":\\[\"fork\"],"
                        + "\"site\":\"[^\"]+\",\"submitted\":\"[^\"]+\",\"begun\":\"[^\"]+\"}}$");
        assertThat(lines.get(2)).contains("\"via\":[\"join\"]");
        assertThat(lines.get(4)).contains("outside").doesNotContain("correlation_id", "after");
    }

    private static String field(String name, String line) {
        String[] parts = line.split("\"" + name + "\":\"", 2);
        assertThat(parts).as(line).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf('"'));
    }

    static Stream<Arguments> template() {
        return Stream.of("2.17", "2.20", "2.25", "2.26")
                .flatMap(release -> Stream.of(Way.AT_ONCE, Way.ASYNC_LOGGERS).map(way -> arguments(release, way)));
    }

    @DisplayName("a copy of an event keeps its context data when the event is used again")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.20", "2.26"})
    void copies(String release) {
        JavaProcess.Result result = java(release, Log4jProgram.Keeping.class)
                .options(ALL_ASYNC)
                .agent()
                .run();
        assertThat(result.out())
                .containsPattern("first \\{.*correlationId=A")
                .containsPattern("first \\{.*user=alice")
                .containsPattern("second \\{.*user=alice");
    }

    @DisplayName("the layouts of Log4j that print the context data have the ID there")
    @ParameterizedTest
    @ValueSource(strings = {"2.12", "2.26"})
    void contextData(String release) throws IOException {
        String gelf = "<GelfLayout includeThreadContext='true' includeNewLineDelimiter='true' compressionType='OFF'/>";
        assertThat(run(release, Way.ASYNC_LOGGERS, "logs=auto", gelf).out())
                .containsPattern("\"_correlationId\":\"A\".*\"short_message\":\"child of parent\"");
    }
}
