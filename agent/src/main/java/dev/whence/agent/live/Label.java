package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.Async;
import dev.whence.agent.live.Node.Kind;
import dev.whence.runtime.TaskView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a node, without what tells it from others of the same kind: its operation, its thread, its place in
 * a queue. Nodes with equal labels that wait for equal ones are shown as one.
 *
 * @param kind the kind of node
 * @param what for a future or for work, the method that made it, such as {@code thenApply}, or else its class; for a
 *     request, its method and its host
 * @param at the source line: of a thread where it is, of others where they were made; null if it is not known
 * @param from the source line of the hop that led to what a thread runs; null for others, or if it is not known
 * @param state {@code running}, {@code waiting}, {@code pending}, {@code queued} or {@code delayed}
 * @param waitsIn what a thread is blocked in; empty if it is not
 * @param pool the name of the pool in whose queue it waits; empty for none
 */
record Label(
        Kind kind,
        String what,
        @Nullable String at,
        @Nullable String from,
        String state,
        String waitsIn,
        String pool) {
    static Label of(Node node) {
        Remote remote = node.remote();
        if (remote != null) {
            return new Label(Kind.REMOTE, remote.what(), null, null, "pending", "", "");
        }
        List<StackTraceElement> hops = node.task == null ? List.of() : List.of(TaskView.hops(node.task));
        // The site of a hop may be unknown. Then the next frame is the boundary of the hop before.
        String site = hops.size() > 1 && !isBoundary(hops.get(1)) ? text(hops.get(1)) : null;
        if (node.subject instanceof Thread) {
            return ofThread(node.sight(), site);
        }
        String what =
                site == null ? simpleName(node.subject.getClass()) : hops.get(0).getMethodName();
        Node.Place place = node.place();
        String state = place == null ? "pending" : place.delayMillis() > 0 ? "delayed" : "queued";
        return new Label(node.kind(), what, site, null, state, "", place == null ? "" : place.pool().name);
    }

    private static Label ofThread(Node.@Nullable Sight sight, @Nullable String site) {
        if (sight == null) {
            return new Label(Kind.THREAD, "thread", null, site, "running", "", "");
        }
        int first = Sighting.firstOfApplication(sight.frames());
        String at = first < 0 ? null : text(sight.frames().get(first));
        String state = sight.waitsIn().isEmpty() ? "running" : "waiting";
        return new Label(Kind.THREAD, "thread", at, site, state, sight.waitsIn(), "");
    }

    /** Returns what all that was made at the same line in the same way has in common. */
    Label ofSite() {
        return new Label(kind, what, at, null, "", "", "");
    }

    /** Returns the stack of a thread, and the hops that led to a node, innermost frame first. */
    static List<StackTraceElement> stack(Node node) {
        Node.Sight sight = node.sight();
        List<StackTraceElement> stack = new ArrayList<>(sight == null ? List.of() : sight.frames());
        if (node.task != null) {
            stack.addAll(List.of(TaskView.hops(node.task)));
        }
        return stack;
    }

    private static boolean isBoundary(StackTraceElement frame) {
        return frame.getClassName().equals(Async.class.getName());
    }

    /** Whether a source line has a text in it. */
    boolean has(String text) {
        return (at != null && at.contains(text)) || (from != null && from.contains(text));
    }

    /** Writes the members of the JSON object of a node. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("kind", kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("what", what());
        json.writeStringField("state", state());
        if (at() != null) {
            json.writeStringField("at", at());
        }
        if (from() != null) {
            json.writeStringField("from", from());
        }
        if (!waitsIn().isEmpty()) {
            json.writeStringField("waitsIn", waitsIn());
        }
    }

    /** Returns the library that a class belongs to: its module, or else its package. Empty for the base of the JDK. */
    static String library(Class<?> type) {
        Module module = type.getModule();
        if (!module.isNamed()) {
            return type.getPackageName();
        }
        return module.getName().equals("java.base") ? "" : module.getName();
    }

    private static String simpleName(Class<?> type) {
        String name = type.getName();
        int slash = name.indexOf('/');
        String readable = slash < 0 ? name : name.substring(0, slash);
        return readable.substring(readable.lastIndexOf('.') + 1);
    }

    /** Returns a frame without the names of loader and module. */
    static String text(StackTraceElement frame) {
        return new StackTraceElement(
                        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber())
                .toString();
    }
}
