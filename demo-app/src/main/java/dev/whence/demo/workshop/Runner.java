package dev.whence.demo.workshop;

import dev.whence.demo.workshop.probe.Tests;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the program of an exercise, as a participant would with {@code java}. */
final class Runner {
    /** The programs are so short that the agent would not have read many stacks before they end. */
    private static final String OPTIONS = "=quiet=true,trust=all,stacks=full";

    private final Place place;
    private final PrintWriter out;

    Runner(Place place, PrintWriter out) {
        this.place = place;
        this.out = out;
    }

    /** Runs it, and returns its exit code, or 0 if its time is over. */
    int run(Exercise exercise, boolean hasAgent, String options, List<String> properties, int seconds)
            throws IOException, InterruptedException {
        List<Path> code = place.folders().code(exercise);
        Path folder = place.folders().of(exercise);
        Path classes = Files.createDirectories(folder.resolve("target").resolve("classes"));
        List<String> faults = CodeCompiler.compile(code, classes);
        if (!faults.isEmpty()) {
            Outcome.failed("the code does not compile", faults).lines().forEach(out::println);
            return 1;
        }
        List<String> main = exercise.testClass()
                .map(test -> List.of(Tests.class.getName(), test))
                .orElseGet(() -> List.of(exercise.mainClass()));
        String agent = hasAgent ? place.agent() + OPTIONS + (options.isEmpty() ? "" : "," + options) : "";
        List<String> command = new CodeJvm(agent, classes, folder)
                .command(
                        main.get(main.size() - 1),
                        properties.stream().map(p -> "-D" + p).toList(),
                        main);
        Process process = CodeJvm.process(command).inheritIO().start();
        explain(process, hasAgent);
        boolean hasEnded = CodeJvm.await(process, seconds);
        if (!hasEnded) {
            out.println("The program was ended after " + seconds + " s.");
        }
        return hasEnded ? process.exitValue() : 0;
    }

    private void explain(Process process, boolean hasAgent) throws IOException {
        if (hasAgent) {
            Path here = Path.of("").toAbsolutePath();
            Path agent = place.agent();
            out.println("It runs as process %d. In another terminal: java -jar %s dump %d"
                    .formatted(process.pid(), agent.startsWith(here) ? here.relativize(agent) : agent, process.pid()));
        } else {
            out.println("It runs without the agent, as process " + process.pid() + ".");
        }
        out.flush();
    }
}
