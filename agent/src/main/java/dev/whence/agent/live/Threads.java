package dev.whence.agent.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The threads of the JVM. */
final class Threads {
    /** Returns all live threads but the one that asks, virtual ones included. */
    static List<Thread> all() {
        List<Thread> all = platform();
        all.addAll(VirtualThreads.all(all));
        all.remove(Thread.currentThread());
        return all;
    }

    /** Returns all live threads of the operating system. */
    static List<Thread> platform() {
        ThreadGroup outermost = Thread.currentThread().getThreadGroup();
        for (ThreadGroup next = outermost.getParent(); next != null; next = next.getParent()) {
            outermost = next;
        }
        Thread[] found = new Thread[2 * outermost.activeCount() + 16];
        int count = outermost.enumerate(found, true);
        return new ArrayList<>(Arrays.asList(found).subList(0, count));
    }

    static boolean isVirtual(Thread thread) {
        return thread.getClass().getName().startsWith("java.lang.VirtualThread")
                || thread.getClass().getName().startsWith("java.lang.ThreadBuilders$BoundVirtualThread");
    }

    private Threads() {}
}
