package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Node.Place;
import dev.whence.agent.live.Node.Sight;
import dev.whence.agent.live.Shapes.Shape;
import dev.whence.runtime.TaskView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON of a node with all that it waits for. Of several equal nodes that it waits for, one is written, with their
 * number. A node that is waited for in several ways is written once.
 */
final class Tree {
    /** How many nodes are written at most, so that a dump stays readable. */
    private static final int MOST = 500;

    private final JsonGenerator json;
    private final Shapes shapes;
    private final IdentityHashMap<Node, Integer> written = new IdentityHashMap<>();

    /** The nodes of which one waits for the next, down to the one that is being written. */
    private final Deque<Node> path = new ArrayDeque<>();

    Tree(JsonGenerator json, Shapes shapes) {
        this.json = json;
        this.shapes = shapes;
    }

    /** Writes a node for which no other waits. */
    void write(Node root) throws IOException {
        write(root, 1);
    }

    private void write(Node node, int count) throws IOException {
        json.writeStartObject();
        Integer known = written.get(node);
        if (known != null) {
            json.writeNumberField("sameAs", known);
            if (path.contains(node)) {
                json.writeBooleanField("isCycle", true);
            }
        } else {
            written.put(node, written.size() + 1);
            json.writeNumberField("id", written.size());
            json.writeNumberField("count", count);
            Label.of(node).write(json);
            details(node);
            path.push(node);
            waitsFor(node);
            path.pop();
        }
        json.writeEndObject();
    }

    private void waitsFor(Node node) throws IOException {
        if (node.waitsFor().isEmpty()) {
            return;
        }
        if (written.size() >= MOST) {
            json.writeNumberField("leftOut", node.waitsFor().size());
            return;
        }
        json.writeArrayFieldStart("waitsFor");
        for (List<Node> equal : equalOnes(node.waitsFor())) {
            write(equal.get(0), equal.size());
        }
        json.writeEndArray();
    }

    private Iterable<List<Node>> equalOnes(List<Node> nodes) {
        Map<Shape, List<Node>> byShape = new LinkedHashMap<>();
        for (Node node : nodes) {
            byShape.computeIfAbsent(shapes.of(node), shape -> new ArrayList<>()).add(node);
        }
        return byShape.values();
    }

    private void details(Node node) throws IOException {
        if (node.ageMillis() > 0) {
            json.writeNumberField("ageMillis", node.ageMillis());
        }
        if (node.seconds > 0) {
            json.writeNumberField("seconds", node.seconds);
        }
        if (node.limitSeconds() > 0) {
            json.writeNumberField("limitSeconds", node.limitSeconds());
        }
        whereabouts(json, node);
        Sight sight = node.sight();
        if (sight != null) {
            frames("stack", sight.frames());
        }
        if (node.task != null) {
            frames("hops", List.of(TaskView.hops(node.task)));
        }
    }

    /** Writes where work waits, what is requested, or which thread it is. */
    static void whereabouts(JsonGenerator json, Node node) throws IOException {
        Place place = node.place();
        if (place != null) {
            json.writeStringField("pool", place.pool().name);
            json.writeNumberField("position", place.position());
            json.writeNumberField("delayMillis", place.delayMillis());
        }
        Remote remote = node.remote();
        if (remote != null && remote.path() != null) {
            json.writeStringField("path", remote.path());
        }
        if (node.subject instanceof Thread thread) {
            json.writeObjectFieldStart("thread");
            json.writeNumberField("id", Monitors.id(thread));
            json.writeStringField("name", thread.getName());
            json.writeBooleanField("virtual", Threads.isVirtual(thread));
            json.writeEndObject();
        }
    }

    private void frames(String name, List<StackTraceElement> frames) throws IOException {
        json.writeArrayFieldStart(name);
        for (StackTraceElement frame : frames) {
            json.writeString(Label.text(frame));
        }
        json.writeEndArray();
    }
}
