package dev.whence.demo.load;

import dev.whence.demo.log.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the logs of a load and says whether every expected line is there exactly once, and in the correlation of the
 * order that it is about. The truth is not the correlation but the order that each line names in front.
 */
public final class LoadCheck {
    private final Map<Long, List<String>> expected = new HashMap<>();
    private final Faults missing = new Faults("missing");
    private final Faults unexpected = new Faults("doubled or unknown");
    private final Faults uncorrelated = new Faults("without a correlation");
    private final Faults wrong = new Faults("with a wrong correlation");
    private int lines;

    private LoadCheck(OrderLoad load) {
        load.ids().forEach(id -> expected.put(id, new ArrayList<>(OrderLoad.expectedMessages(id))));
    }

    /** The findings about the logs of a load. */
    public static LoadCheck of(OrderLoad load, Path... logs) throws IOException {
        LoadCheck check = new LoadCheck(load);
        for (Path log : logs) {
            try (Stream<String> lines = Files.lines(log)) {
                lines.map(LogLine::parse).flatMap(Optional::stream).forEach(check::read);
            }
        }
        check.expected.forEach(
                (id, messages) -> messages.forEach(message -> check.missing.add("order " + id + ": " + message)));
        return check;
    }

    private void read(LogLine line) {
        lines++;
        if (line.order().isEmpty()) {
            readOwn(line);
        } else {
            readOf(Long.parseLong(line.order()), line);
        }
    }

    /** A line of a service itself, such as its jobs log, belongs to no order. */
    private void readOwn(LogLine line) {
        if (OrderLoad.isOrderCorrelation(line.correlation())) {
            wrong.add("no order: " + line.message() + " [" + line.correlation() + "]");
        }
    }

    private void readOf(long order, LogLine line) {
        String about = "order " + order + ": " + line.message();
        if (!expected.getOrDefault(order, new ArrayList<>()).remove(line.message())) {
            unexpected.add(about);
        }
        if (line.correlation().isEmpty()) {
            uncorrelated.add(about);
        } else if (!line.correlation().equals(OrderLoad.correlation(order))) {
            wrong.add(about + " [" + line.correlation() + "]");
        }
    }

    /** Whether there is no fault. */
    public boolean isGood() {
        return Stream.of(missing, unexpected, uncorrelated, wrong).allMatch(Faults::isEmpty);
    }

    /** The numbers of lines and faults, and the first few of each kind. */
    @Override
    public String toString() {
        return lines + " lines, of them" + missing + unexpected + uncorrelated + wrong;
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
            String head = "%n%9d %s".formatted(count, kind);
            return examples.stream()
                    .map(example -> "%n%12s%s".formatted("", example))
                    .reduce(head, String::concat);
        }
    }
}
