package dev.whence.services.opentelemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph of log records: a record comes after those that it names, and after the previous one of its task. */
final class Graph {
    private final Map<String, List<String>> predecessors = new HashMap<>();

    Graph(List<OtlpRecord> records) {
        for (OtlpRecord one : records) {
            List<String> before = new ArrayList<>(one.after());
            if (one.n() > 1) {
                before.add(one.task() + ":" + (one.n() - 1));
            }
            predecessors.put(one.id(), before);
        }
    }

    /** Whether a way leads from one record to another. */
    boolean leads(OtlpRecord from, OtlpRecord to) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(to.id()));
        while (!open.isEmpty()) {
            for (String before : predecessors.getOrDefault(open.remove(), List.of())) {
                if (before.equals(from.id())) {
                    return true;
                }
                if (seen.add(before)) {
                    open.add(before);
                }
            }
        }
        return false;
    }
}
