package dev.whence.agent.live;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The threads of the JVM, virtual ones included. */
final class Threads {
    /** Returns all live threads but the one that asks. */
    static List<Thread> all() {
        List<Thread> all = new ArrayList<>(platform());
        addVirtual(all);
        all.remove(Thread.currentThread());
        return all;
    }

    private static List<Thread> platform() {
        ThreadGroup outermost = Thread.currentThread().getThreadGroup();
        for (ThreadGroup next = outermost.getParent(); next != null; next = next.getParent()) {
            outermost = next;
        }
        Thread[] found = new Thread[2 * outermost.activeCount() + 16];
        int count = outermost.enumerate(found, true);
        return Arrays.asList(found).subList(0, count);
    }

    /** Adds the virtual threads, if the JVM has any and keeps a list of them. */
    private static void addVirtual(List<Thread> all) {
        try {
            Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers", true, null);
            addOf(containers.getMethod("root").invoke(null), all);
        } catch (ReflectiveOperationException | RuntimeException olderJdk) {
            // There are none, or this version tells of them in another way.
        }
    }

    private static void addOf(Object container, List<Thread> all) throws ReflectiveOperationException {
        Class<?> type = Class.forName("jdk.internal.vm.ThreadContainer", false, null);
        Method threads = type.getMethod("threads");
        Method children = type.getMethod("children");
        for (Object thread : ((Stream<?>) threads.invoke(container)).toList()) {
            if (isVirtual((Thread) thread)) {
                all.add((Thread) thread);
            }
        }
        for (Object child : ((Stream<?>) children.invoke(container)).toList()) {
            addOf(child, all);
        }
    }

    static boolean isVirtual(Thread thread) {
        return thread.getClass().getName().startsWith("java.lang.VirtualThread")
                || thread.getClass().getName().startsWith("java.lang.ThreadBuilders$BoundVirtualThread");
    }

    private Threads() {}
}
