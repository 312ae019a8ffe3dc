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
 * A check of the log of a service after a load. Each line must exist exactly once and must have the id of its order.
 * The order of a line is known independently of its id, since the message names it.
 */
final class LogCheck {
    private static final Pattern LINE = Pattern.compile("\\[(.*?)\\] \\[(.*?)\\] (.*)");
    private static final Pattern EVENT = Pattern.compile("(begin|priced|end) (\\d+)");
    private static final Pattern RUN = Pattern.compile("run (\\d+)");
    /** The order in a message that a server or a framework logs about a request. */
    private static final Pattern MENTION = Pattern.compile("order[ =](\\d+)");

    private final Map<Long, OrderState> orders = new HashMap<>();
    private final Faults missing = new Faults("missing");
    private final Faults unexpected = new Faults("duplicate or unknown");
    private final Faults uncorrelated = new Faults("without an id");
    private final Faults differing = new Faults("with another id than the order's");
    private final Faults withoutOneId = new Faults("responses without exactly one id");
    private final Faults refused = new Faults("orders with another id than requested");
    private final Faults shared = new Faults("orders with the id of another order");
    private final Faults jobsWithId = new Faults("jobs with an id");
    private final Faults lost = new Faults("lines of scheduled runs without the id of the run");
    private final Map<Long, String> runs = new HashMap<>();
    private int idle;
    private boolean inspected;

    private LogCheck(List<OrderResponse> responses) {
        responses.forEach(response -> orders.put(response.order(), new OrderState(response)));
    }

    static LogCheck of(List<OrderResponse> responses, Path log) throws IOException {
        LogCheck check = new LogCheck(responses);
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
        OrderState state = orders.get(order);
        if (state == null || !state.pending.remove(event)) {
            unexpected.add(event + " " + order);
        }
        readId(order, event + " " + order, id);
    }

    private void readId(long order, String message, String id) {
        if (Script.isOrder(order)) {
            return;
        }
        OrderState state = orders.get(order);
        if (id.isEmpty()) {
            uncorrelated.add(message);
        } else if (state != null && !state.hasId(id)) {
            differing.add(message + " [" + id + "], not [" + state.id + "]");
        }
    }

    private void readJob(String thread, String message, String id) {
        idle += message.equals("idle") ? 1 : 0;
        inspected |= message.equals("inspected");
        if (!id.isEmpty()) {
            jobsWithId.add(message + " on " + thread + " [" + id + "]");
        }
    }

    private void readRun(long run, String id) {
        String known = runs.putIfAbsent(run, id);
        if (!CorrelationHeaders.isNew(id) || (known != null && !known.equals(id))) {
            lost.add("run " + run + " [" + id + "], not [" + known + "]");
        }
    }

    private void conclude() {
        Set<String> ids = new HashSet<>();
        for (OrderState state : orders.values()) {
            OrderResponse response = state.response;
            state.pending.forEach(event -> missing.add(event + " of " + response));
            if (response.arrived() && response.ids().size() != 1) {
                withoutOneId.add(response.toString());
            }
            if (!state.id.isEmpty() && !response.headers().accepts(response.order(), state.id)) {
                refused.add(response + " [" + state.id + "]");
            }
            if (!state.id.isEmpty() && !ids.add(state.id)) {
                shared.add(response + " [" + state.id + "]");
            }
        }
        runs.forEach((run, id) -> {
            if (!id.isEmpty() && !ids.add(id)) {
                shared.add("run " + run + " [" + id + "]");
            }
        });
    }

    /** Returns whether each line exists exactly once, and the inspection of the idle threads is done. */
    boolean isComplete() {
        return missing.isEmpty() && unexpected.isEmpty() && inspected;
    }

    /** Returns whether each line of an order has the id of its response, and no other line has an id. */
    boolean hasRightIds() {
        return idle > 0
                && Stream.of(uncorrelated, differing, withoutOneId, refused, shared, jobsWithId, lost)
                        .allMatch(Faults::isEmpty);
    }

    /** Returns the number of runs of scheduled jobs in the log. */
    int scheduledRuns() {
        return runs.size();
    }

    /** Returns the numbers of faults, and a few examples of each kind. */
    @Override
    public String toString() {
        return orders.size() + " orders, " + idle + " lines of jobs, " + runs.size() + " scheduled runs, "
                + (inspected ? "" : "not ") + "inspected" + missing + unexpected + uncorrelated + differing
                + withoutOneId
                + refused + shared + jobsWithId + lost;
    }

    /** The state of an order: the lines that are not read yet, and the id as soon as it is known. */
    private static final class OrderState {
        private final OrderResponse response;
        private final List<String> pending;
        private String id;

        OrderState(OrderResponse response) {
            this.response = response;
            this.pending = new ArrayList<>(response.route().events());
            this.id = response.ids().isEmpty() ? "" : response.ids().get(0);
        }

        /** Returns whether the order has this id. The first id of an order without a response is accepted. */
        boolean hasId(String other) {
            if (id.isEmpty()) {
                id = other;
            }
            return id.equals(other);
        }
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
            return "%n%9d %s".formatted(count, kind)
                    + String.join(
                            "",
                            examples.stream()
                                    .map("%n             %s"::formatted)
                                    .toList());
        }
    }
}
