package dev.whence.demo.workshop;

import dev.whence.demo.workshop.probe.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Checks code of exercises: it is compiled with the check, and both run in a JVM of their own, with the agent. */
final class Checker {
    private static final long SECONDS = 30;
    private static final String CHECK = "Check.java";
    private static final String NOT_FOUND =
            "the check does not find what it calls: keep the names, the parameters and the interfaces";
    private static final String OPTIONS = "=quiet=true,findings=off";

    private final Path agent;

    Checker(Path agent) {
        this.agent = agent;
    }

    /**
     * Checks code.
     *
     * @param code the participant's files
     * @throws IOException if the check itself cannot run
     */
    Outcome check(Exercise exercise, List<Path> code) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("workshop");
        try {
            return check(exercise, code, work);
        } finally {
            delete(work);
        }
    }

    private Outcome check(Exercise exercise, List<Path> code, Path work) throws IOException, InterruptedException {
        Path classes = Files.createDirectory(work.resolve("classes"));
        List<Path> all = new ArrayList<>(code);
        all.add(Files.copy(exercise.check(), work.resolve(CHECK)));
        List<String> faults = CodeCompiler.compile(all, classes);
        if (!faults.isEmpty()) {
            boolean isOfCheck = faults.stream().allMatch(fault -> fault.startsWith(CHECK));
            return Outcome.failed(isOfCheck ? NOT_FOUND : "the code does not compile", faults);
        }
        compileOriginal(exercise, code, work);
        return run(work, classes);
    }

    /** Compiles the participant's tests with the code as it was handed out, so that the check can see them fail. */
    private static void compileOriginal(Exercise exercise, List<Path> code, Path work) throws IOException {
        if (exercise.testClass().isEmpty()) {
            return;
        }
        List<Path> files = new ArrayList<>();
        code.stream().filter(file -> Exercise.isTest(Exercise.className(file))).forEach(files::add);
        for (Path original : exercise.code()) {
            if (!Exercise.isTest(Exercise.className(original))) {
                files.add(
                        Files.copy(original, work.resolve(original.getFileName().toString())));
            }
        }
        CodeCompiler.compile(files, Files.createDirectory(work.resolve(Probe.ORIGINAL)));
    }

    private Outcome run(Path work, Path classes) throws IOException, InterruptedException {
        Path result = work.resolve("result");
        Path output = work.resolve("output");
        List<String> command = new CodeJvm(agent + OPTIONS, classes, work)
                .command("check", List.of(), List.of(Probe.class.getName(), result.toString()));
        Process process = CodeJvm.process(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = CodeJvm.await(process, SECONDS);
        List<String> lines = Files.exists(result) ? Files.readAllLines(result) : List.of();
        if (hasEnded && process.exitValue() == Probe.PASSED && !lines.isEmpty()) {
            return new Outcome(true, lines);
        }
        return lines.stream().anyMatch(line -> line.startsWith(Outcome.FAILS))
                ? new Outcome(false, lines)
                : ended(lines, hasEnded, output);
    }

    /** Explains why there is no result: the JVM has hung, or has ended before the check was done. */
    private static Outcome ended(List<String> passed, boolean hasEnded, Path output) throws IOException {
        String what = hasEnded
                ? "the program has ended before the check was done"
                : "the check was not done after " + SECONDS + " seconds: something waits or loops for ever";
        List<String> lines = new ArrayList<>(passed);
        lines.addAll(Outcome.failed(what, last(output)).lines());
        return new Outcome(false, lines);
    }

    private static List<String> last(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.subList(Math.max(0, lines.size() - 12), lines.size());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
