package dev.whence.agent.attached.harness;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of a JDK, most often {@code java}, run to its end. */
public final class JavaProcess {
    /** What a program said. */
    public record Result(int exitCode, String out, String err) {
        public List<String> errLines() {
            return err.lines().toList();
        }
    }

    private final Jdk jdk;
    private final String tool;
    private final List<String> starter = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> program = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Duration timeout = Duration.ofMinutes(1);

    private JavaProcess(Jdk jdk, String tool) {
        this.jdk = jdk;
        this.tool = tool;
    }

    public static JavaProcess java(Jdk jdk) {
        return new JavaProcess(jdk, "java");
    }

    public static JavaProcess tool(Jdk jdk, String name) {
        return new JavaProcess(jdk, name);
    }

    /** The jar under test. */
    public static Path agentJar() {
        String jar = System.getProperty("whence.agent", "");
        if (!Files.isRegularFile(Path.of(jar))) {
            throw new IllegalStateException("The system property whence.agent must name the agent's jar, but is '" + jar
                    + "': run through 'mvn verify', or package the agent first");
        }
        return Path.of(jar);
    }

    /** That with Spring Boot, but without it: it would configure the logback of every program. */
    public static String testClassPath() {
        return Stream.of(testClassPathWithSpringBoot().split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("spring-boot-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The class path of this JVM without the agent's own classes: those are to come from the jar. */
    public static String testClassPathWithSpringBoot() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Files.exists(Path.of(entry, "dev/whence/agent/Agent.class")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Just the test classes, so that nothing but the agent can bring anything of Whence along. */
    public static String bareClassPath() {
        return Path.of(JavaProcess.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    Jdk jdk() {
        return jdk;
    }

    public JavaProcess agent(String... agentOptions) {
        String suffix = agentOptions.length == 0 ? "" : "=" + String.join(",", agentOptions);
        return options("-javaagent:" + agentJar() + suffix);
    }

    /** Lets another program start it, which gets the command as its last arguments. */
    public JavaProcess startedBy(List<String> other) {
        starter.addAll(other);
        return this;
    }

    public JavaProcess options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    public JavaProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public JavaProcess timeout(Duration atMost) {
        timeout = atMost;
        return this;
    }

    public JavaProcess main(Class<?> main, String... arguments) {
        program.add(main.getName());
        return arguments(arguments);
    }

    public JavaProcess arguments(String... more) {
        program.addAll(List.of(more));
        return this;
    }

    /** Runs the program to its end; one that outlasts the timeout is a failure that shows what its threads did. */
    public Result run() {
        try {
            Path folder = Files.createTempDirectory("whence");
            try {
                Path out = folder.resolve("out");
                Path err = folder.resolve("err");
                int exitCode = temporaryFilesIn(folder).exitCode(out, err);
                return new Result(exitCode, Files.readString(out), Files.readString(err));
            } finally {
                delete(folder);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Could not run " + command(), e);
        }
    }

    /** A program that is ended by force, or ends itself, does not delete them. */
    private JavaProcess temporaryFilesIn(Path folder) {
        if (tool.equals("java")) {
            options.add(0, "-Djava.io.tmpdir=" + folder);
        }
        return this;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int exitCode(Path out, Path err) throws IOException, InterruptedException {
        Process process = start(out, err);
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            String threads = threadDump(process);
            process.destroyForcibly().waitFor();
            throw new AssertionError(command() + " did not end within " + timeout + "\nstdout:\n"
                    + Files.readString(out) + "\nstderr:\n" + Files.readString(err) + "\nthreads:\n" + threads);
        }
        return process.exitValue();
    }

    /** Starts the program, which the caller ends. */
    public Process start(Path out, Path err) throws IOException {
        Process process = builder()
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }

    /** Starts the program with pipes for its input and output. The caller ends it. */
    public Process startToTalk() throws IOException {
        return builder().redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command());
        // What the build itself runs with must not leak into the JVM under test.
        builder.environment().keySet().removeIf(name -> name.matches("WHENCE_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        return builder;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(starter);
        command.add(jdk.tool(tool).toString());
        command.addAll(options);
        command.addAll(program);
        return command;
    }

    private String threadDump(Process process) throws IOException, InterruptedException {
        Path file = Files.createTempFile("whence", ".threads");
        try {
            new ProcessBuilder(jdk.tool("jcmd").toString(), Long.toString(process.pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start()
                    .waitFor(20, TimeUnit.SECONDS);
            return Files.readString(file, StandardCharsets.UTF_8);
        } finally {
            Files.delete(file);
        }
    }
}
