package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.runtime.TaskView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The operations that are longest in flight. Each has one of its nodes that nothing else waits for. Work without a
 * correlation is taken together if it is alike.
 */
final class OldOperations {
    private final Map<Object, Row> byKey = new LinkedHashMap<>();

    /** An operation. */
    private static final class Row {
        final String id;
        final Node root;
        long ageMillis;
        int roots;

        Row(String id, Node root) {
            this.id = id;
            this.root = root;
        }
    }

    OldOperations(Iterable<Node> nodes) {
        for (Node node : nodes) {
            if (!node.isAwaited && !node.isIdle()) {
                add(node, Operation.of(node));
            }
        }
        for (Node node : nodes) {
            if (node.isAwaited && node.task != null && !byKey.containsKey(TaskView.correlation(node.task))) {
                addAwaited(node, Operation.of(node));
            }
        }
    }

    /** Adds an operation of which all is waited for by others, for example in a circle. */
    private void addAwaited(Node node, Operation operation) {
        if (!operation.id().isEmpty()) {
            add(node, operation);
        }
    }

    private void add(Node root, Operation operation) {
        Object key = operation.id().isEmpty() ? Objects.requireNonNull(root.shape) : operation.id();
        Row row = byKey.computeIfAbsent(key, unknown -> new Row(operation.id(), root));
        row.ageMillis = Math.max(row.ageMillis, operation.ageMillis());
        row.roots++;
    }

    void write(JsonGenerator json) throws IOException {
        List<Row> rows = new ArrayList<>(byKey.values());
        rows.sort(Comparator.comparingLong((Row row) -> -row.ageMillis));
        json.writeArrayFieldStart("operations");
        for (Row row : rows.subList(0, Math.min(rows.size(), Frame.MOST))) {
            json.writeStartObject();
            json.writeStringField("operation", row.id);
            json.writeNumberField("ageMillis", row.ageMillis);
            json.writeNumberField("roots", row.roots);
            Label.of(row.root).write(json);
            Tree.whereabouts(json, row.root);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("operationsLeftOut", Math.max(0, rows.size() - Frame.MOST));
    }
}
