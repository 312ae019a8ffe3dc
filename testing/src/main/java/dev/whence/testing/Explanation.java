package dev.whence.testing;

import dev.whence.context.LogicalStack;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.clock.Clocks;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.Ordering.Answer;
import dev.whence.log.graph.Ordering.Order;
import dev.whence.log.tree.Steps;
import dev.whence.log.tree.Story;
import dev.whence.log.tree.TreeOptions;
import dev.whence.log.tree.TreeText;
import dev.whence.log.view.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;

/** What is told about an order that is not as asserted: what has happened, where, and what would help. */
final class Explanation {
    private static final Screen SCREEN = new Screen(Screen.USUAL_WIDTH, false, false);
    private static final int MOST_FRAMES = 16;
    private static final int MOST_EVENTS = 200;

    private final Run run;

    Explanation(Run run) {
        this.run = run;
    }

    String missing(String name) {
        Map<String, Integer> names = run.names();
        return "nothing named \"" + name + "\" has happened. "
                + (names.isEmpty() ? "There are no marks" : "These marks were made: " + names)
                + ". The work must have ended before something is asserted about it. A log line counts after"
                + " timeline.logged(\"" + name + "\")";
    }

    String notOrdered(int cause, int effect, Answer answer) {
        return switch (answer.order()) {
            case UNORDERED ->
                "nothing orders " + name(cause) + " before " + name(effect) + "; " + chance(cause, effect)
                        + stack(cause) + stack(effect) + remedy(effect) + tree();
            case UNKNOWN -> unknown(cause, effect, answer);
            default -> name(effect) + " comes before " + name(cause) + ", not after it:" + path(answer) + tree();
        };
    }

    String notUnordered(int one, int other, Answer answer) {
        return answer.order() == Order.UNKNOWN
                ? unknown(one, other, answer)
                : name(first(answer)) + " is ordered before " + name(last(answer)) + ":" + path(answer) + tree();
    }

    String noneOfItsOwn(String first, int effect, int causes) {
        return name(effect) + " has no \"" + first + "\" of its own before it; there are " + causes + " events \""
                + first + "\" in all, and those before it are needed by others" + stack(effect) + tree();
    }

    private static int first(Answer answer) {
        return answer.path().get(0);
    }

    private static int last(Answer answer) {
        return answer.path().get(answer.path().size() - 1);
    }

    private String name(int event) {
        return "\"" + run.moment(event).text() + "\"";
    }

    /** Events that nothing orders come in some order all the same. */
    private String chance(int one, int other) {
        boolean isFirst = one < other;
        return "in this run " + name(isFirst ? one : other) + " came first, by chance";
    }

    private String unknown(int one, int other, Answer answer) {
        return "it is not known whether " + name(one) + " comes before " + name(other)
                + ": not all that comes before " + name(answer.missing()) + " is in this JVM "
                + run.graph.missing(answer.missing()) + tree();
    }

    private String remedy(int effect) {
        return "\n\nThe agent has followed no path between them. These order them:"
                + "\n* " + name(effect) + " in a continuation of the other, as by thenRun or thenCompose"
                + "\n* " + name(effect) + " after it has waited for the other, as by join, get or allOf"
                + "\n* a lock, a latch or a queue, which is not followed: state it in the test, by"
                + " timeline.orderedBy(lock).mark(...)";
    }

    private String stack(int event) {
        Moment moment = run.moment(event);
        StringBuilder text = new StringBuilder("\n\n")
                .append(name(event))
                .append(", on the thread ")
                .append(moment.thread());
        LogicalStack stack = moment.stack();
        if (stack == null) {
            return text.append(", logged by ").append(moment.logger()).toString();
        }
        if (stack.isApproximate()) {
            text.append(" (lines of hops may be those of an earlier call; with the option stacks=full they are not)");
        }
        stack.frames().stream()
                .filter(frame -> !frame.getClassName().startsWith("dev.whence.testing.Timeline"))
                .takeWhile(frame -> !isBelowTest(frame))
                .limit(MOST_FRAMES)
                .forEach(frame -> text.append("\n\tat ").append(frame));
        return text.toString();
    }

    private static boolean isBelowTest(StackTraceElement frame) {
        return frame.getClassName().startsWith("jdk.internal.reflect.")
                || frame.getClassName().equals("java.lang.reflect.Method")
                || frame.getClassName().startsWith("org.junit.")
                || (frame.getClassName().equals("dev.whence.Async")
                        && frame.getMethodName().equals("more"));
    }

    private String path(Answer answer) {
        return "\n\n" + print(out -> new Steps(story(run.graph), SCREEN).print(answer.path(), out));
    }

    private String tree() {
        CausalGraph own = run.own();
        if (own.size() > MOST_EVENTS) {
            return "\n\n" + own.size() + " events have happened, too many to be shown here";
        }
        TreeOptions options = new TreeOptions(false, true, false, true, true, Integer.MAX_VALUE);
        String tree = print(out -> new TreeText(story(own), options, SCREEN).print(out));
        // The heading counts services, and these are threads.
        return "\n\nWhat has happened:\n\n" + tree.substring(tree.indexOf("\n\n") + 2);
    }

    private Story story(CausalGraph graph) {
        ClockBounds bounds = new ClockBounds();
        Clocks clocks = bounds.clocks();
        return new Story(run.test, graph, clocks);
    }

    private static String print(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            printing.accept(out);
        }
        return text.toString().stripTrailing();
    }
}
