package dev.whence.agent.attached.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whence.agent.attached.harness.AotCache;
import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In hostile surroundings a program prints the same and ends in the same way with the agent as without. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class HostileIT {
    /** The last JDK that can have a security manager. */
    private static final int CONFINABLE = 23;

    private static final String STARTED = "whence .* hooks on: .*";

    private final Jdk jdk;

    @TempDir
    private Path folder;

    HostileIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private JavaProcess errands(String... options) throws IOException {
        return JavaProcess.java(jdk).options("-cp", jar().toString()).options(options);
    }

    /** Archives and policies know programs by their jar. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("errands.jar");
        if (!Files.exists(jar)) {
            Path classes = Path.of(JavaProcess.bareClassPath());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.list(
                            classes.resolve(HostileIT.class.getPackageName().replace('.', '/')))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    out.write(Files.readAllBytes(file));
                }
            }
        }
        return jar;
    }

    /** Runs a program with the agent and without. */
    private void assertSame(JavaProcess without, JavaProcess with, String... saidByAgent) {
        JavaProcess.Result plain = without.run();
        assertThat(plain.out()).as(plain.toString()).isNotEmpty();
        assertSame(plain, with.run(), saidByAgent);
    }

    private static void assertSame(JavaProcess.Result plain, JavaProcess.Result attached, String... saidByAgent) {
        assertThat(ofProgram(attached)).as(attached.toString()).isEqualTo(ofProgram(plain));
        assertThat(attached.exitCode()).as(attached.toString()).isEqualTo(plain.exitCode());
        List<String> err = new ArrayList<>(attached.errLines());
        List<String> ofAgent =
                err.stream().filter(line -> line.startsWith("whence")).toList();
        err.removeAll(ofAgent);
        assertThat(err).isEqualTo(plain.errLines());
        assertThat(ofAgent).as(attached.toString()).hasSameSizeAs(saidByAgent);
        for (int i = 0; i < saidByAgent.length; i++) {
            assertThat(ofAgent.get(i)).matches(saidByAgent[i]);
        }
        assertThat(attached.err()).doesNotContain(" off");
    }

    /** Without what the JVM itself has logged, with times, on the same stdout. */
    private static List<String> ofProgram(JavaProcess.Result result) {
        return result.out()
                .lines()
                .filter(line -> !line.matches("\\[[0-9.]+s]\\[.*"))
                .toList();
    }

    static List<String> kindsOfJvm() {
        return List.of(
                "-Xmx16m",
                "-Xint",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC",
                "-XX:+UseG1GC",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC",
                "-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC -Xlog:disable",
                "-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote",
                "-Xverify:all",
                "-Xshare:off",
                "-Xss256k",
                "-XX:+DisableAttachMechanism",
                "-esa -ea");
    }

    @DisplayName("kinds of JVMs")
    @ParameterizedTest
    @MethodSource("kindsOfJvm")
    void kindOfJvm(String options) throws IOException {
        String[] split = options.split(" ");
        boolean isThere =
                JavaProcess.java(jdk).options(split).arguments("-version").run().exitCode() == 0;
        Assumptions.assumeTrue(isThere, options);
        assertSame(errands(split).main(Errands.class), errands(split).agent().main(Errands.class), STARTED);
    }

    @DisplayName("the first use of a hook where the stack has ended leaves all hooks usable")
    @Test
    void deepRecursion() throws IOException {
        JavaProcess.Result result = errands().agent().main(DeepRecursion.class).run();
        assertThat(result.out().lines().filter(line -> !line.contains("warning: ")))
                .as(result.toString())
                .containsExactly("overflow", "pool 1");
        assertThat(result.exitCode()).isEqualTo(Errands.EXIT_CODE);
    }

    @DisplayName("twice the agent, from one jar and from two")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twice(boolean sameJar) throws IOException {
        Path other = sameJar ? JavaProcess.agentJar() : Files.copy(JavaProcess.agentJar(), folder.resolve("copy.jar"));
        assertSame(
                errands().main(Errands.class),
                errands().agent().options("-javaagent:" + other).main(Errands.class),
                STARTED,
                "whence: the agent is there already.*");
    }

    @DisplayName("the agent's jar in folders with odd names")
    @ParameterizedTest
    @ValueSource(strings = {"with space", "100%25", "a%20b", "plus+and#hash", "semi;colon", "bang!"})
    void nameOfJar(String name) throws IOException {
        Path jar = Files.createDirectory(folder.resolve(name)).resolve("whence agent.jar");
        Files.copy(JavaProcess.agentJar(), jar);
        assertSame(
                errands().main(Errands.class),
                errands().options("-javaagent:" + jar).main(Errands.class),
                STARTED);
    }

    @DisplayName("a system class loader of the program's own, which names its jars in another way")
    @ParameterizedTest
    @ValueSource(strings = {"jar:%s!/", "%s"})
    void systemClassLoader(String location) throws IOException {
        Path jar = Files.createDirectory(folder.resolve("a b")).resolve("whence-agent.jar");
        Files.copy(JavaProcess.agentJar(), jar);
        String[] options = {"-Djava.system.class.loader=" + OwnSystemLoader.class.getName(), "-Dlocation=" + location};
        assertSame(
                errands(options).main(Errands.class),
                errands(options).options("-javaagent:" + jar).main(Errands.class),
                STARTED);
    }

    @DisplayName("a security manager from the command line, and no permission for the agent")
    @Test
    void confined() throws IOException {
        Assumptions.assumeTrue(jdk.feature() <= CONFINABLE);
        String[] options = {"-Djava.security.manager", policy(grantToProgram(LITTLE))};
        assertSame(
                errands(options).main(Errands.class),
                errands(options).agent().main(Errands.class),
                "whence: the agent could not start, the application runs without it: .*AllPermission.*");
    }

    private static final String LITTLE = "permission java.lang.RuntimePermission \"exitVM.3\"; "
            + "permission java.lang.RuntimePermission \"modifyThread\"; ";

    private static URI uri(Path path) {
        return path.toUri();
    }

    private String policy(String grants) throws IOException {
        return "-Djava.security.policy==" + Files.writeString(folder.resolve("policy"), grants);
    }

    private String grantToProgram(String permissions) throws IOException {
        return "grant codeBase \"" + uri(jar()) + "\" { " + permissions + "};\n";
    }

    private static String grantToAgent() {
        return "grant codeBase \"" + uri(JavaProcess.agentJar()) + "\" { permission java.security.AllPermission; };\n";
    }

    @DisplayName("a security manager from the command line, and all permissions for the agent")
    @Test
    void permitted() throws IOException {
        Assumptions.assumeTrue(jdk.feature() <= CONFINABLE);
        String[] options = {"-Djava.security.manager", policy(grantToProgram(LITTLE) + grantToAgent())};
        assertSame(
                errands(options).main(Errands.class), errands(options).agent().main(Errands.class), STARTED);
    }

    @DisplayName("attached to a program that a security manager confines")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void attachedToConfined(boolean isPermitted) throws Exception {
        Assumptions.assumeTrue(jdk.feature() <= CONFINABLE);
        String files = "permission java.io.FilePermission \"" + folder + "/-\", \"read,write\"; ";
        String policy = policy(grantToProgram(LITTLE + files) + (isPermitted ? grantToAgent() : ""));
        Path ready = folder.resolve("ready");
        Path goOn = folder.resolve("go on");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = errands("-Djava.security.manager", policy)
                .main(ErrandsTwice.class, ready.toString(), goOn.toString())
                .start(out, err);
        await().atMost(1, TimeUnit.MINUTES).until(() -> Files.exists(ready) || !process.isAlive());
        String once = Files.readString(out);
        JavaProcess.Result attached = JavaProcess.java(jdk)
                .arguments("-jar", JavaProcess.agentJar().toString(), "attach", Long.toString(process.pid()))
                .run();
        Files.createFile(goOn);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(attached.exitCode() == 0).as(attached.toString()).isEqualTo(isPermitted);
        assertThat(attached.out() + attached.err())
                .containsPattern(
                        isPermitted ? "FutureTask +table" : "could not start.*AllPermission to the agent's jar");
        assertThat(out).hasContent(once + once);
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(Errands.EXIT_CODE);
        assertThat(Files.readAllLines(err)).allMatch(line -> line.matches("(whence|WARNING: ).*"));
    }

    @DisplayName("a security manager that the program sets")
    @Test
    void confinedLater() throws IOException {
        Assumptions.assumeTrue(jdk.feature() <= CONFINABLE);
        String option = "-Djava.security.manager=allow";
        assertSame(
                errands(option).main(Errands.class, "confined"),
                errands(option).agent().main(Errands.class, "confined"),
                STARTED);
    }

    @DisplayName("no class of the runtime needs a permission of the program to be initialised")
    @Test
    void initialisers() throws IOException {
        Assumptions.assumeTrue(jdk.feature() <= CONFINABLE);
        Path context = JavaProcess.agentJar()
                .resolve("../../../context/target/whence-context.jar")
                .normalize();
        String[] names;
        try (JarFile jar = new JarFile(context.toFile())) {
            names = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.matches("dev/whence/(runtime|context)/.*\\.class"))
                    .filter(name -> !name.endsWith("-info.class") && !name.endsWith("/Hidden.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .toArray(String[]::new);
        }
        assertThat(names).hasSizeGreaterThan(100);
        JavaProcess.Result result = errands("-Djava.security.manager=allow")
                .agent("quiet=true")
                .main(Initialisers.class, names)
                .run();
        assertThat(result.out().lines()).as(result.toString()).containsExactly("All are initialised");
    }

    @DisplayName("an archive of classes that was made with the agent or without, used with it")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void archive(boolean madeWithAgent) throws IOException {
        Path archive = folder.resolve("errands.jsa");
        JavaProcess making = errands("-XX:ArchiveClassesAtExit=" + archive);
        if (madeWithAgent) {
            making.options("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent")
                    .agent();
        }
        JavaProcess.Result made = making.main(Errands.class).run();
        Assumptions.assumeFalse(made.err().contains("Unrecognized VM option"), made.toString());
        assertThat(made.exitCode()).as(made.toString()).isEqualTo(Errands.EXIT_CODE);
        assertThat(archive).exists();
        List<String> options = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive));
        if (madeWithAgent) {
            options.addAll(
                    List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent", "-Xlog:disable"));
        }
        String[] all = options.toArray(new String[0]);
        assertSame(errands(all).main(Errands.class), errands(all).agent().main(Errands.class), STARTED);
    }

    @DisplayName("an AOT cache that was made with the agent or without, used with it")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aotCache(boolean madeWithAgent) throws IOException {
        Assumptions.assumeTrue(jdk.feature() >= AotCache.SINCE);
        Path cache = folder.resolve("errands.aot");
        JavaProcess making = errands("-XX:AOTCacheOutput=" + cache);
        JavaProcess.Result made =
                (madeWithAgent ? making.agent() : making).main(Errands.class).run();
        assertThat(made.exitCode()).as(made.toString()).isEqualTo(Errands.EXIT_CODE);
        assertThat(cache).exists();
        String option = "-XX:AOTCache=" + cache;
        assertSame(errands(option).main(Errands.class), errands(option).agent().main(Errands.class), STARTED);
    }

    @DisplayName("a JDK image with nothing but what the agent needs")
    @Test
    void image() throws IOException {
        Assumptions.assumeTrue(Files.exists(jdk.tool("jlink")));
        Path image = folder.resolve("image");
        JavaProcess.Result made = JavaProcess.tool(jdk, "jlink")
                .arguments("--add-modules", "java.base,java.instrument", "--output", image.toString())
                .run();
        Assumptions.assumeTrue(made.exitCode() == 0, made.toString());
        Jdk small = new Jdk(image, jdk.feature(), jdk.version());
        String jar = jar().toString();
        JavaProcess.Result version =
                JavaProcess.java(small).arguments("-version").run();
        Assumptions.assumeTrue(version.exitCode() == 0, version.toString());
        assertSame(
                JavaProcess.java(small).options("-cp", jar).main(Errands.class),
                JavaProcess.java(small).options("-cp", jar).agent().main(Errands.class),
                STARTED);
    }

    @DisplayName("a user who may do nothing, in a folder that nobody may write to")
    @Test
    void nobody() throws Exception {
        Path setpriv = Path.of("/usr/bin/setpriv");
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root") && Files.exists(setpriv));
        Path open = Files.createTempDirectory(Path.of("/var/tmp"), "whence");
        Path readable = Files.createDirectory(open.resolve("readable"));
        Path program = Files.copy(jar(), readable.resolve("errands.jar"));
        Path agent = Files.copy(JavaProcess.agentJar(), readable.resolve("agent.jar"));
        Files.setPosixFilePermissions(open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(readable, java.nio.file.attribute.PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            JavaProcess.Result plain = asNobody(setpriv, readable, program, List.of());
            Assumptions.assumeTrue(plain.exitCode() == Errands.EXIT_CODE, plain.toString());
            assertSame(plain, asNobody(setpriv, readable, program, List.of("-javaagent:" + agent)), STARTED);
        } finally {
            Files.setPosixFilePermissions(
                    readable, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            for (Path path : List.of(program, agent, readable, open)) {
                Files.delete(path);
            }
        }
    }

    private JavaProcess.Result asNobody(Path setpriv, Path home, Path program, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                setpriv.toString(),
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                jdk.tool("java").toString()));
        command.addAll(options);
        command.addAll(List.of("-Djava.io.tmpdir=" + home, "-cp", program.toString(), Errands.class.getName()));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int exitCode = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new JavaProcess.Result(exitCode, Files.readString(out), Files.readString(err));
    }
}
