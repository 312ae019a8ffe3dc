package dev.whence.agent.live;

import dev.whence.agent.live.Dependents.Functions;
import dev.whence.agent.live.Node.Kind;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of the JDK's HTTP client. Its futures do not refer to them, but the functions of these futures have
 * captured what does.
 */
final class Requests {
    private static final String CLIENT = "jdk.internal.net.http.";
    private static final String REQUEST = CLIENT + "HttpRequestImpl";

    /** The fields with the request that is sent, of what functions capture. */
    private static final Map<String, String> FIELDS = Map.of(
            CLIENT + "MultiExchange", "currentreq",
            CLIENT + "Exchange", "request",
            CLIENT + "Http1Exchange", "request",
            CLIENT + "Stream", "request");

    /** How many futures are followed that wait for the next only. The client has about twenty for a request. */
    private static final int STEPS = 100;

    private final Graph graph;

    /** The fields of functions that refer to classes of the client. */
    private final Map<Class<?>, List<JdkField>> captured = new HashMap<>();

    private final Map<Class<?>, JdkField> ofRequest = new HashMap<>();

    Requests(Graph graph) {
        this.graph = graph;
    }

    /** Adds the requests, each of which is waited for by the innermost future of its client that does so. */
    void add() {
        List<Node> futures = new ArrayList<>();
        List<Object> requests = new ArrayList<>();
        for (Node node : graph.all()) {
            Object function = function(node);
            Object request = function == null ? null : request(function);
            if (request != null) {
                futures.add(node);
                requests.add(request);
            }
        }
        for (int i = 0; i < futures.size(); i++) {
            add(futures.get(i), requests.get(i));
        }
        if (!requests.isEmpty()) {
            shorten();
        }
    }

    private @Nullable Object request(Object function) {
        for (JdkField field : captured.computeIfAbsent(function.getClass(), Requests::fields)) {
            Object value = field.get(function);
            String name = value == null ? "" : value.getClass().getName();
            if (value != null && name.equals(REQUEST)) {
                return value;
            }
            Object request = value != null && FIELDS.containsKey(name) ? field(value, FIELDS.get(name)) : null;
            if (request != null) {
                return request;
            }
        }
        return null;
    }

    private @Nullable Object field(Object value, String name) {
        return ofRequest
                .computeIfAbsent(value.getClass(), type -> JdkField.of(type, name))
                .get(value);
    }

    private static List<JdkField> fields(Class<?> function) {
        List<JdkField> fields = new ArrayList<>();
        if (function.getName().startsWith(CLIENT)) {
            for (Field field : function.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && field.getType().getName().startsWith(CLIENT)) {
                    fields.add(JdkField.of(function, field.getName()));
                }
            }
        }
        return fields;
    }

    private void add(Node future, Object request) {
        Node innermost = future;
        int seconds = future.seconds;
        for (int i = 0; i < STEPS && innermost.only() != null; i++) {
            innermost = innermost.only();
            innermost.isBeside();
            seconds = Math.max(seconds, innermost.seconds);
        }
        if (innermost.kind() == Kind.FUTURE && !innermost.waitsForSeveral()) {
            Node remote = graph.of(request);
            if (remote.remote() == null) {
                remote.is(Remote.request(text(request, "method"), text(request, "uri"), null));
            }
            remote.seconds = Math.max(remote.seconds, seconds);
            innermost.waitsFor(remote);
        }
    }

    private static String text(Object request, String field) {
        return String.valueOf(JdkField.of(request.getClass(), field).get(request));
    }

    /**
     * Lets futures of the client, and what waits for them, wait for the request itself: the futures in between tell
     * nothing, and differ between requests. Marks those that nobody has to see then.
     */
    private void shorten() {
        Set<Node> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Way> roots = new ArrayList<>();
        List<Way> ways = new ArrayList<>();
        for (Node node : graph.all()) {
            if (isOfClient(node) && node.isAwaited) {
                node.isBeside();
                ways.add(Way.from(node));
            } else if (isOfClient(node)) {
                roots.add(Way.from(node));
            } else {
                addIfItWaits(Way.from(node), ways, shown);
            }
        }
        markThoseBeside(roots, shown);
        ways.addAll(roots);
        ways.removeIf(way -> !way.isToRequest());
        ways.forEach(Way::markThoseBetween);
        ways.forEach(way -> way.first().waitsForOnly(way.last()));
    }

    private static void addIfItWaits(Way way, List<Way> ways, Set<Node> shown) {
        if (way.isToRequest()) {
            Node only = way.first().only();
            if (only != null && isOfClient(only)) {
                ways.add(way);
            }
            if (!way.first().isAwaited) {
                shown.add(way.last());
            }
        }
    }

    /**
     * Marks the futures that the client keeps beside the one that its caller has got. They end with the same request,
     * or with none. If the caller waits for nothing, the one with the longest way to the request stands for it.
     */
    private static void markThoseBeside(List<Way> roots, Set<Node> shown) {
        // One without a task would not tell the operation.
        roots.sort(Comparator.comparing((Way way) -> way.first().task == null).thenComparingInt(way -> -way.steps()));
        for (Way way : roots) {
            if (!way.isToRequest() || !shown.add(way.last())) {
                way.first().isBeside();
            }
        }
    }

    /** Whether a future was made by the client itself: by a function of its own, or by none in a class of its own. */
    private static boolean isOfClient(Node node) {
        Object function = function(node);
        Object made = function == null ? node.subject : function;
        return node.kind() == Kind.FUTURE && made.getClass().getName().startsWith(CLIENT);
    }

    private static @Nullable Object function(Node node) {
        return node.kind() == Kind.FUTURE && node.task != null ? Functions.inside(node.task) : null;
    }

    /** The way from a node to the last one, of which each waits for the next first. */
    private record Way(Node first, Node last, int steps) {
        static Way from(Node first) {
            Node last = first;
            int steps = 0;
            for (Node next = first.first(); next != null && steps < STEPS; next = next.first()) {
                last = next;
                steps++;
            }
            return new Way(first, last, steps);
        }

        void markThoseBetween() {
            for (Node next = first.first(); next != null && next != last; next = next.first()) {
                next.isBeside();
            }
        }

        boolean isToRequest() {
            return steps > 0 && last.kind() == Kind.REMOTE;
        }
    }
}
