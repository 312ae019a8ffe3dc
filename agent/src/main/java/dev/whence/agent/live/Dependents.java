package dev.whence.agent.live;

import dev.whence.runtime.Task;
import dev.whence.runtime.table.InjectedField;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The walk from a {@link CompletableFuture} to all that depends on it.
 *
 * <p>A future has a stack of completions. Each of them leads to the future that it is going to complete, or to a thread
 * that waits. The walk takes no lock, and other threads change the stacks meanwhile: the JDK itself moves completions
 * from one stack to another. So a completion counts only if the future is one of its sources.
 */
final class Dependents {
    private static final String FUTURE = CompletableFuture.class.getName();
    private static final @Nullable Class<?> UNI = InjectedField.type(FUTURE + "$UniCompletion");
    private static final @Nullable Class<?> BI = InjectedField.type(FUTURE + "$BiCompletion");
    private static final @Nullable Class<?> CO = InjectedField.type(FUTURE + "$CoCompletion");
    private static final @Nullable Class<?> ANY = InjectedField.type(FUTURE + "$AnyOf");
    private static final @Nullable Class<?> SIGNALLER = InjectedField.type(FUTURE + "$Signaller");

    /** The completions that need one of their sources. */
    private static final Set<@Nullable Class<?>> EITHER = either();

    private static final JdkField RESULT = JdkField.of(CompletableFuture.class, "result");
    private static final JdkField STACK = JdkField.of(CompletableFuture.class, "stack");
    private static final JdkField NEXT = JdkField.of(FUTURE + "$Completion", "next");
    private static final JdkField DEPENDENT = JdkField.of(FUTURE + "$UniCompletion", "dep");
    private static final JdkField SOURCE = JdkField.of(FUTURE + "$UniCompletion", "src");
    private static final JdkField SECOND = JdkField.of(FUTURE + "$BiCompletion", "snd");
    private static final JdkField BASE = JdkField.of(FUTURE + "$CoCompletion", "base");
    private static final JdkField OF_ANY = JdkField.of(FUTURE + "$AnyOf", "dep");
    private static final JdkField THREAD = JdkField.of(FUTURE + "$Signaller", "thread");
    private static final JdkField OF_SUPPLY = JdkField.of(FUTURE + "$AsyncSupply", "dep");
    private static final JdkField OF_RUN = JdkField.of(FUTURE + "$AsyncRun", "dep");

    private final Graph graph;
    private final Deque<Node> left = new ArrayDeque<>();

    Dependents(Graph graph) {
        this.graph = graph;
    }

    private static Set<@Nullable Class<?>> either() {
        Set<@Nullable Class<?>> types = new HashSet<>();
        for (String name : new String[] {"$OrApply", "$OrAccept", "$OrRun", "$AnyOf"}) {
            types.add(InjectedField.type(FUTURE + name));
        }
        return types;
    }

    /** Whether a future is not complete. */
    static boolean isPending(CompletableFuture<?> future) {
        return RESULT.get(future) == null;
    }

    /** Returns the future that a completion is going to complete when it runs, or null if it is none or has run. */
    static @Nullable CompletableFuture<?> completedBy(Object work) {
        String name = work.getClass().getName();
        Object dependent = name.endsWith("$AsyncSupply") && name.startsWith(FUTURE)
                ? OF_SUPPLY.get(work)
                : name.endsWith("$AsyncRun") && name.startsWith(FUTURE)
                        ? OF_RUN.get(work)
                        : is(UNI, work) ? DEPENDENT.get(work) : null;
        return (CompletableFuture<?>) dependent;
    }

    private static boolean is(@Nullable Class<?> type, Object object) {
        return type != null && type.isInstance(object);
    }

    /** Adds all that depends on a future which is in the graph. */
    void of(Node source) {
        left.add(source);
        for (Node next = left.poll(); next != null; next = left.poll()) {
            CompletableFuture<?> future = (CompletableFuture<?>) next.subject;
            for (Object completion = STACK.get(future); completion != null; completion = NEXT.get(completion)) {
                visit(next, future, completion);
            }
        }
    }

    private void visit(Node source, CompletableFuture<?> future, Object completion) {
        if (is(SIGNALLER, completion)) {
            Object thread = THREAD.get(completion);
            if (thread != null) {
                graph.of(thread).waitsFor(source);
            }
            return;
        }
        Object whole = is(CO, completion) ? BASE.get(completion) : completion;
        if (whole == null) {
            return;
        }
        Object dependent = is(ANY, whole) ? OF_ANY.get(whole) : is(UNI, whole) ? DEPENDENT.get(whole) : null;
        if (dependent instanceof CompletableFuture<?> pending
                && isPending(pending)
                && (is(ANY, whole) || isSource(future, whole))) {
            Object function = Functions.of(whole);
            if (function == null || !Functions.isOfTimeout(function)) {
                depends(pending, function, source).takesFirst |= EITHER.contains(whole.getClass());
            }
        }
    }

    private Node depends(CompletableFuture<?> dependent, @Nullable Object function, Node source) {
        int before = graph.size();
        Node node = graph.of(dependent);
        if (graph.size() > before) {
            left.add(node);
        }
        node.waitsFor(source);
        if (node.task == null && function instanceof Task task) {
            node.task = task;
        }
        return node;
    }

    private static boolean isSource(CompletableFuture<?> future, Object completion) {
        return SOURCE.get(completion) == future || (is(BI, completion) && SECOND.get(completion) == future);
    }

    /** The functions of completions, which the agent has replaced by tasks. */
    static final class Functions {
        // A ClassValue would be kept by the classes of the JDK, and would keep this class alive.
        private static final Map<Class<?>, JdkField> FIELDS = new HashMap<>();

        /** The functions inside of tasks. */
        private static final Map<Class<?>, JdkField> INSIDE = new HashMap<>();

        /** Returns the task in which the function of a completion is going to run, or null if that is not known. */
        static @Nullable Task task(Object completion) {
            return of(completion) instanceof Task task ? task : null;
        }

        /** Whether a function, or the one inside of a task, watches the time limit of a future. */
        static boolean isOfTimeout(Object function) {
            // The JDK registers such a one by whenComplete.
            Object inner = function instanceof Task task && function instanceof BiConsumer ? inside(task) : function;
            return inner != null && Delays.isOfTimeout(inner);
        }

        /** Returns the function inside of a task; null if it has none. */
        static @Nullable Object inside(Task task) {
            return INSIDE.computeIfAbsent(task.getClass(), type -> JdkField.of(type, "function"))
                    .get(task);
        }

        /** Returns the function of a completion; null if it has none, or has called it. */
        static @Nullable Object of(Object completion) {
            return FIELDS.computeIfAbsent(completion.getClass(), type -> JdkField.of(type, "fn"))
                    .get(completion);
        }

        private Functions() {}
    }
}
