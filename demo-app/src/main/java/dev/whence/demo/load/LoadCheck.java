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
 * Checks the logs of a load: each expected line must exist exactly once, and must be in the correlation of its order.
 * The order of a line is known independently of its correlation, since each line begins with the order id.
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

    /**
     * Checks the logs of a load.
     *
     * @throws IOException if a log cannot be read
     */
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

    /** Checks a line that belongs to no order, such as those of the jobs of a service. */
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

    /** Returns whether no fault was found. */
    public boolean isGood() {
        return Stream.of(missing, unexpected, uncorrelated, wrong).allMatch(Faults::isEmpty);
    }

    /** Returns the numbers of lines and faults, and a few examples of each kind of fault. */
    @Override
    public String toString() {
        return lines + " lines, of them" + missing + unexpected + uncorrelated + wrong;
    }

    /** The faults of one kind. All are counted, and the first few are kept as examples. */
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
