package dev.whence.demo.workshop;

import dev.whence.log.cli.Output;
import dev.whence.log.view.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that lead a participant through the exercises. */
@Command(
        name = "workshop",
        mixinStandardHelpOptions = true,
        description = {
            "Exercises: small programs with a bug, to be found with Whence and repaired.",
            "demo-app/WORKSHOP.md leads through them."
        },
        footer = "Begin with: workshop start")
public final class Workshop implements Runnable {
    private static final String WHICH = "a number or a part of its name (default: the one that you are at)";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Place place = new Place();

    /** It is opened when a command needs it: the other commands of the demo do without. */
    private @Nullable Course opened;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the exercises, and which are done.")
    int list(@Mixin Output output) throws IOException {
        say(desk(output).list());
        return 0;
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Puts an exercise into your folder, and shows it. Without a number: the next one.")
    int start(
            @Parameters(arity = "0..1", paramLabel = "EXERCISE", description = WHICH) @Nullable String which,
            @Mixin Output output)
            throws IOException {
        Desk desk = desk(output);
        Exercise exercise = which == null ? desk.next() : find(which);
        say(desk.start(exercise));
        return 0;
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs the program of an exercise, with the agent.")
    int run(
            @Parameters(arity = "0..1", paramLabel = "EXERCISE", description = WHICH) @Nullable String which,
            @Option(names = "--without-agent", description = "runs it without the agent") boolean isWithoutAgent,
            @Option(
                            names = "--options",
                            paramLabel = "KEY=VALUE",
                            defaultValue = "",
                            description = "options for the agent, with commas between them")
                    String options,
            @Option(names = "-D", paramLabel = "NAME=VALUE", description = "a system property of the program") @Nullable List<String> properties,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "60",
                            description = "ends the program after this time (default: ${DEFAULT-VALUE})")
                    int seconds)
            throws IOException, InterruptedException {
        Runner runner = new Runner(place, spec.commandLine().getOut());
        return runner.run(
                exercise(which), !isWithoutAgent, options, properties == null ? List.of() : properties, seconds);
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "Checks whether your code is repaired.")
    int check(
            @Parameters(arity = "0..1", paramLabel = "EXERCISE", description = WHICH) @Nullable String which,
            @Mixin Output output)
            throws IOException, InterruptedException {
        Outcome outcome = desk(output).check(exercise(which), this::say);
        return outcome.isPassed() ? 0 : 1;
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description = "Checks each time that you save. Keys open hints and lead on to the next exercise.")
    int watch(
            @Parameters(arity = "0..1", paramLabel = "EXERCISE", description = WHICH) @Nullable String which,
            @Mixin Output output)
            throws IOException, InterruptedException {
        Desk desk = desk(output);
        new Watch(desk, course(), this::say).run(which == null ? desk.next() : find(which));
        return 0;
    }

    @Command(name = "hint", mixinStandardHelpOptions = true, description = "Opens one more hint.")
    int hint(
            @Parameters(arity = "0..1", paramLabel = "EXERCISE", description = WHICH) @Nullable String which,
            @Mixin Output output)
            throws IOException {
        say(desk(output).hint(exercise(which)));
        return 0;
    }

    @Command(
            name = "solution",
            mixinStandardHelpOptions = true,
            description = "Shows a solution, as the lines that differ, and why it works.")
    int solution(
            @Parameters(arity = "0..1", paramLabel = "EXERCISE", description = WHICH) @Nullable String which,
            @Option(names = "--apply", description = "also puts it into your folder") boolean isApplied,
            @Mixin Output output)
            throws IOException {
        say(desk(output).solution(exercise(which), isApplied));
        return 0;
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Restores an exercise as it was. Your code is kept beside it.")
    int reset(
            @Parameters(arity = "0..1", paramLabel = "EXERCISE", description = WHICH) @Nullable String which,
            @Mixin Output output)
            throws IOException {
        say(desk(output).reset(exercise(which)));
        return 0;
    }

    @Command(name = "doctor", mixinStandardHelpOptions = true, description = "Checks whether this machine is ready.")
    int doctor(@Mixin Output output) {
        Doctor doctor = new Doctor(place, course());
        say(doctor.report(output.screen()));
        return doctor.isWell() ? 0 : 1;
    }

    @Command(
            name = "prove",
            mixinStandardHelpOptions = true,
            description = "For who leads: tries that each check fails as handed out, and passes with the solution.")
    int prove(
            @Parameters(arity = "0..*", paramLabel = "EXERCISE", description = "which (default: all)") @Nullable List<String> which,
            @Mixin Output output)
            throws IOException, InterruptedException {
        List<Exercise> exercises = which == null ? course().exercises() : find(which);
        Proof proof = new Proof(new Checker(place.agent()));
        boolean isProven = true;
        for (Exercise exercise : exercises) {
            Outcome outcome = proof.of(exercise);
            isProven &= outcome.isPassed();
            say(outcome.text(output.screen()));
        }
        return isProven ? 0 : 1;
    }

    private Course course() {
        if (opened == null) {
            opened = Course.open();
        }
        return opened;
    }

    private Desk desk(Output output) {
        return new Desk(course(), place, output.screen());
    }

    /** Returns the exercise that is named, or else the one that the participant is at. */
    private Exercise exercise(@Nullable String which) throws IOException {
        return which == null ? new Desk(course(), place, Screen.ofStandardOutput()).current() : find(which);
    }

    private List<Exercise> find(List<String> which) throws IOException {
        List<Exercise> found = new ArrayList<>();
        for (String each : which) {
            found.add(find(each));
        }
        return found;
    }

    private Exercise find(String which) throws IOException {
        return course().find(which)
                .orElseThrow(() -> new IOException("there is no exercise " + which
                        + "; workshop list shows those from 1 to "
                        + course().exercises().size()));
    }

    private void say(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
