package dev.whence.agent.live;

import dev.whence.runtime.table.InjectedField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The virtual threads of the JVM. The JDK keeps them in containers: one for all that were started alone, one for each
 * executor, and one for each open task scope. The containers of executors are known to the outermost one, and those of
 * scopes to the threads that have opened them.
 *
 * <p>The JDK's own way to the threads of a container looks at all threads and all containers. For each of thousands of
 * pools that would take minutes, so this class looks at the set of virtual threads of a pool instead, and at the scopes of
 * threads.
 */
final class VirtualThreads {
    private static final String VM = "jdk.internal.vm.";
    private static final @Nullable Class<?> CONTAINER = InjectedField.type(VM + "ThreadContainer");
    private static final @Nullable Class<?> OF_POOL = InjectedField.type(VM + "SharedThreadContainer");
    private static final JdkField THREADS_OF_POOL = JdkField.of(VM + "SharedThreadContainer", "virtualThreads");
    private static final JdkField INNERMOST_SCOPE = JdkField.of(Thread.class, "headStackableScopes");
    private static final JdkField OUTER_SCOPE = JdkField.of(VM + "StackableScope", "previous");

    private final List<Thread> found = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> toLookInto = new ArrayDeque<>();

    private VirtualThreads() {}

    /** Returns those that live; none if this version of the JDK has none, or keeps them in another way. */
    static List<Thread> all(List<Thread> platformThreads) {
        try {
            return CONTAINER == null ? List.of() : new VirtualThreads().look(platformThreads);
        } catch (ReflectiveOperationException | RuntimeException otherJdk) {
            return List.of();
        }
    }

    private List<Thread> look(List<Thread> platformThreads) throws ReflectiveOperationException {
        Object root = Class.forName(VM + "ThreadContainers", true, null)
                .getMethod("root")
                .invoke(null);
        add(root);
        call(root, "children").forEach(this::add);
        platformThreads.forEach(this::addScopes);
        while (!toLookInto.isEmpty()) {
            for (Object thread : threads(toLookInto.remove())) {
                if (Threads.isVirtual((Thread) thread)) {
                    found.add((Thread) thread);
                    addScopes((Thread) thread);
                }
            }
        }
        return found;
    }

    private void add(Object container) {
        if (seen.add(container)) {
            toLookInto.add(container);
        }
    }

    private void addScopes(Thread thread) {
        for (Object scope = INNERMOST_SCOPE.get(thread); scope != null; scope = OUTER_SCOPE.get(scope)) {
            if (CONTAINER != null && CONTAINER.isInstance(scope)) {
                add(scope);
            }
        }
    }

    private static Collection<?> threads(Object container) throws ReflectiveOperationException {
        if (container.getClass() == OF_POOL) {
            return THREADS_OF_POOL.get(container) instanceof Set<?> threads ? threads : List.of();
        }
        return call(container, "threads").toList();
    }

    private static Stream<?> call(Object container, String method) throws ReflectiveOperationException {
        return (Stream<?>) Class.forName(VM + "ThreadContainer", false, null)
                .getMethod(method)
                .invoke(container);
    }
}
