package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the workshop of the packaged demo. */
class WorkshopIT {
    private static final int EXERCISES = 12;

    private final Path folder;
    private final DemoRun demo;

    WorkshopIT(@TempDir Path folder) {
        this.folder = folder;
        this.demo = new DemoRun(folder);
    }

    /** Each exercise is tried on one of the JDKs. */
    static Stream<Arguments> shared() {
        List<Jdk> jdks = List.copyOf(DemoRun.jdks());
        return IntStream.range(0, jdks.size())
                .mapToObj(i -> Arguments.of(
                        jdks.get(i),
                        IntStream.range(1, EXERCISES + 1)
                                .filter(number -> number % jdks.size() == i)
                                .mapToObj(String::valueOf)
                                .toList()));
    }

    @Tag("full")
    @DisplayName("each check fails with the code as it is handed out, and passes with the solution")
    @ParameterizedTest
    @MethodSource("shared")
    void checksTellRightFromWrong(Jdk jdk, List<String> exercises) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("prove"));
        arguments.addAll(exercises);
        assertThat(workshop(jdk, arguments)).as(demo::output).isZero();
    }

    @Test
    void aParticipantDoesTheSecondExercise() throws Exception {
        Jdk jdk = DemoRun.jdks().iterator().next();
        assertThat(workshop(jdk, List.of("start", "2"))).as(demo::output).isZero();
        assertThat(workshop(jdk, List.of("check"))).as(demo::output).isEqualTo(1);
        assertThat(demo.output()).contains("all articles can be on a wish list", "Not yet.");
        Path code = folder.resolve("mine/02-misleading-stack/Shop.java");
        Files.writeString(code, Files.readString(code).replace("item.indexOf('-')", "item.lastIndexOf('-')"));
        assertThat(workshop(jdk, List.of("check"))).as(demo::output).isZero();
        assertThat(demo.output()).contains("Repaired.");
    }

    @Tag("full")
    @DisplayName("watch checks what is saved, leads on to the next exercise, and ends")
    @Test
    void watchesAParticipant() throws Exception {
        Jdk jdk = DemoRun.jdks().iterator().next();
        Path output = folder.resolve("watched");
        Process watch = new ProcessBuilder(
                        jdk.java().toString(),
                        "-Dstdout.encoding=UTF-8",
                        "-jar",
                        DemoRun.jar("whence.demo"),
                        "workshop",
                        "watch",
                        "--agent",
                        DemoRun.jar("whence.agent"),
                        "--dir",
                        folder.resolve("mine").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (BufferedWriter keys = watch.outputWriter()) {
            await(output, "Not yet.*0 of 12 done");
            workshop(jdk, List.of("solution", "1", "--apply"));
            await(output, "Repaired.*1 of 12 done");
            keys.write("n\n");
            keys.flush();
            await(output, "02-misleading-stack.*Not yet.");
            keys.write("q\n");
            keys.flush();
            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isZero();
        } finally {
            watch.destroyForcibly();
        }
    }

    private static void await(Path output, String pattern) throws IOException, InterruptedException {
        Pattern expected = Pattern.compile(pattern, Pattern.DOTALL);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!expected.matcher(Files.readString(output)).find()) {
            assertThat(System.nanoTime()).as(Files.readString(output)).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private int workshop(Jdk jdk, List<String> command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("workshop"));
        arguments.addAll(command);
        arguments.addAll(List.of("--agent", DemoRun.jar("whence.agent"), "--dir", "" + folder.resolve("mine")));
        return demo.exitCode(jdk, List.of("-Dstdout.encoding=UTF-8"), arguments);
    }
}
