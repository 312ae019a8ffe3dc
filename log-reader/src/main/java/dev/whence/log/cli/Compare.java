package dev.whence.log.cli;

import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.Ordering;
import dev.whence.log.graph.Ordering.Answer;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code compare} and {@code path}. */
@Command(
        name = "compare",
        aliases = "path",
        description = {
            "Tells which of two events came first, and shows the path from the one to the other:",
            "BEFORE, AFTER, UNORDERED, or UNKNOWN if what is missing of the logs may hold a path. Exit code 1: no path."
        },
        mixinStandardHelpOptions = true)
final class Compare extends LogCommand {
    @Mixin
    private final Output output = new Output();

    @Option(names = "--brief", description = "Prints only the answer.")
    private boolean isBrief;

    @Parameters(arity = "1..*", paramLabel = "EVENT EVENT FILE", description = "Two events, task:n, and log files.")
    private List<String> arguments;

    @Override
    public Integer call() {
        Arguments given = Arguments.of(arguments, 2);
        WholeLog log = new WholeLog(input.read(given.files()));
        CausalGraph graph = log.graph();
        for (String id : given.ids()) {
            if (graph.find(id) < 0) {
                input.say("there is no event " + id);
                return input.end(ExitCode.NO);
            }
        }
        int one = graph.find(given.id(0));
        int other = graph.find(given.id(1));
        if (one == other) {
            input.say("the two events are one and the same");
            return input.end(ExitCode.NO);
        }
        Answer answer = new Ordering(graph).compare(one, other);
        PrintWriter out = writer();
        out.println(answer.order());
        if (!isBrief) {
            explain(answer, log, out);
        }
        out.flush();
        return input.end(answer.path().isEmpty() ? ExitCode.NO : ExitCode.OK);
    }

    private void explain(Answer answer, WholeLog log, PrintWriter out) {
        if (!answer.path().isEmpty()) {
            log.print(answer.path(), output.screen(), out);
        } else if (answer.missing() >= 0) {
            CausalGraph graph = log.graph();
            List<String> missing = graph.missing(answer.missing());
            out.println("Not all causes of " + graph.id(answer.missing()) + " are in these logs"
                    + (missing.isEmpty() ? "." : ": " + String.join(", ", missing)));
        }
    }
}
