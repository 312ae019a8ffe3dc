package dev.whence.services.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is wrong with the log of a service after a load: with its lines, which the agent must not change, and with their
 * ids. The truth is not the id but the order that each line names.
 */
final class LogCheck {
    private static final Pattern LINE = Pattern.compile("\\[(.*?)\\] \\[(.*?)\\] (.*)");
    private static final Pattern EVENT = Pattern.compile("(begin|priced|end) (\\d+)");
    private static final Pattern RUN = Pattern.compile("run (\\d+)");
    /** In what a server or framework itself says about a request. */
    private static final Pattern MENTION = Pattern.compile("order[ =](\\d+)");

    private final Map<Long, Story> stories = new HashMap<>();
    private final Faults missing = new Faults("missing");
    private final Faults surplus = new Faults("doubled or unknown");
    private final Faults uncorrelated = new Faults("without an id");
    private final Faults mixed = new Faults("with another id than the rest and the answer");
    private final Faults unanswered = new Faults("answers that do not tell one id");
    private final Faults refused = new Faults("orders with another id than they asked for");
    private final Faults shared = new Faults("orders with the id of another");
    private final Faults haunted = new Faults("jobs with an id");
    private final Faults lost = new Faults("lines of scheduled runs without the id of the run");
    private final Map<Long, String> runs = new HashMap<>();
    private int idle;
    private boolean inspected;

    private LogCheck(List<Answer> answers) {
        answers.forEach(answer -> stories.put(answer.order(), new Story(answer)));
    }

    static LogCheck of(List<Answer> answers, Path log) throws IOException {
        LogCheck check = new LogCheck(answers);
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(LINE::matcher).filter(Matcher::matches).forEach(check::read);
        }
        check.conclude();
        return check;
    }

    private void read(Matcher line) {
        String id = line.group(1);
        String message = line.group(3);
        Matcher event = EVENT.matcher(message);
        Matcher run = RUN.matcher(message);
        Matcher mention = MENTION.matcher(message);
        if (event.matches()) {
            readEvent(Long.parseLong(event.group(2)), event.group(1), id);
        } else if (message.equals("idle") || message.equals("inspected")) {
            readJob(line.group(2), message, id);
        } else if (run.matches()) {
            readRun(Long.parseLong(run.group(1)), id);
        } else if (mention.find()) {
            readId(Long.parseLong(mention.group(1)), message, id);
        }
    }

    private void readEvent(long order, String event, String id) {
        if (Script.isOrder(order)) {
            return;
        }
        Story story = stories.get(order);
        if (story == null || !story.pending.remove(event)) {
            surplus.add(event + " " + order);
        }
        readId(order, event + " " + order, id);
    }

    private void readId(long order, String message, String id) {
        if (Script.isOrder(order)) {
            return;
        }
        Story story = stories.get(order);
        if (id.isEmpty()) {
            uncorrelated.add(message);
        } else if (story != null && !story.isTold(id)) {
            mixed.add(message + " [" + id + "], not [" + story.id + "]");
        }
    }

    private void readJob(String thread, String message, String id) {
        idle += message.equals("idle") ? 1 : 0;
        inspected |= message.equals("inspected");
        if (!id.isEmpty()) {
            haunted.add(message + " on " + thread + " [" + id + "]");
        }
    }

    private void readRun(long run, String id) {
        String known = runs.putIfAbsent(run, id);
        if (!Naming.isNew(id) || (known != null && !known.equals(id))) {
            lost.add("run " + run + " [" + id + "], not [" + known + "]");
        }
    }

    private void conclude() {
        Set<String> ids = new HashSet<>();
        for (Story story : stories.values()) {
            Answer answer = story.answer;
            story.pending.forEach(event -> missing.add(event + " of " + answer));
            if (answer.arrived() && answer.ids().size() != 1) {
                unanswered.add(answer.toString());
            }
            if (!story.id.isEmpty() && !answer.naming().accepts(answer.order(), story.id)) {
                refused.add(answer + " [" + story.id + "]");
            }
            if (!story.id.isEmpty() && !ids.add(story.id)) {
                shared.add(answer + " [" + story.id + "]");
            }
        }
        runs.forEach((run, id) -> {
            if (!id.isEmpty() && !ids.add(id)) {
                shared.add("run " + run + " [" + id + "]");
            }
        });
    }

    /** Whether every line is there once, and the inspection of the idle threads is over. */
    boolean isComplete() {
        return missing.isEmpty() && surplus.isEmpty() && inspected;
    }

    /** Whether every line shows the id that its request was answered with, and no other line shows any. */
    boolean hasRightIds() {
        return idle > 0
                && Stream.of(uncorrelated, mixed, unanswered, refused, shared, haunted, lost)
                        .allMatch(Faults::isEmpty);
    }

    /** How many runs of scheduled jobs have logged something. */
    int scheduledRuns() {
        return runs.size();
    }

    /** The numbers of faults, and the first few of each kind. */
    @Override
    public String toString() {
        return stories.size() + " orders, " + idle + " lines of jobs, " + runs.size() + " scheduled runs, "
                + (inspected ? "" : "not ") + "inspected" + missing + surplus + uncorrelated + mixed + unanswered
                + refused + shared + haunted + lost;
    }

    /** What is known about an order: the lines that are still to come, and the id, once one was told. */
    private static final class Story {
        private final Answer answer;
        private final List<String> pending;
        private String id;

        Story(Answer answer) {
            this.answer = answer;
            this.pending = new ArrayList<>(answer.route().events());
            this.id = answer.ids().isEmpty() ? "" : answer.ids().get(0);
        }

        /** Whether this is the id; of an order without an answer, the id that is told first. */
        boolean isTold(String told) {
            if (id.isEmpty()) {
                id = told;
            }
            return id.equals(told);
        }
    }

    /** The faults of one kind: all counted, the first few kept. */
    private static final class Faults {
        private static final int EXAMPLES = 3;

        private final String kind;
        private final List<String> examples = new ArrayList<>();
        private int count;

        Faults(String kind) {
            this.kind = kind;
        }

        void add(String fault) {
            count++;
            if (examples.size() < EXAMPLES) {
                examples.add(fault);
            }
        }

        boolean isEmpty() {
            return count == 0;
        }

        @Override
        public String toString() {
            return "%n%9d %s".formatted(count, kind)
                    + String.join(
                            "",
                            examples.stream()
                                    .map("%n             %s"::formatted)
                                    .toList());
        }
    }
}
