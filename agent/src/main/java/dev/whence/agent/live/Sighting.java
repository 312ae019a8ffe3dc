package dev.whence.agent.live;

import dev.whence.agent.live.Node.Sight;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A look at one thread: its stack, and what it is blocked in. */
final class Sighting {
    private static final JdkField OWNER = JdkField.of(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");

    private final Graph graph;
    private final Node node;
    private final Monitors monitors;
    private final Thread thread;

    Sighting(Graph graph, Node node, Monitors monitors) {
        this.graph = graph;
        this.node = node;
        this.monitors = monitors;
        this.thread = (Thread) node.subject;
    }

    void look() {
        Thread.State state = thread.getState();
        List<StackTraceElement> frames = List.of(thread.getStackTrace());
        String call = SystemCalls.of(frames);
        node.is(new Sight(frames, waitsIn(call == null ? state : Thread.State.WAITING, frames)));
        if (call != null && !node.isIdle()) {
            SystemCalls.add(graph, node, thread, call, frames);
        }
        Object blocker = LockSupport.getBlocker(thread);
        if (blocker instanceof FutureTask<?> future) {
            node.waitsFor(Survey.ofFutureTask(graph, future));
        } else if (blocker instanceof AbstractOwnableSynchronizer lock && OWNER.get(lock) instanceof Thread owner) {
            waitsForOwner(owner);
        } else if (state == Thread.State.BLOCKED) {
            Thread owner = monitors.owner(thread);
            if (owner != null) {
                waitsForOwner(owner);
            }
        }
    }

    private void waitsForOwner(Thread owner) {
        if (owner != thread) {
            int before = graph.size();
            Node holder = graph.of(owner);
            node.waitsFor(holder);
            if (graph.size() > before) {
                new Sighting(graph, holder, monitors).look();
            }
        }
    }

    /** Returns what the application has called in which the thread waits, such as {@code CompletableFuture.join}. */
    private static String waitsIn(Thread.State state, List<StackTraceElement> frames) {
        if (state == Thread.State.BLOCKED) {
            return "synchronized";
        }
        if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
            return "";
        }
        int application = firstOfApplication(frames);
        int called = application < 0 ? firstOfApi(frames) : application - 1;
        if (called < 0) {
            return "";
        }
        String type = frames.get(called).getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frames.get(called).getMethodName();
    }

    /** Returns the index of the innermost frame that is not of the JDK, or -1 if there is none. */
    static int firstOfApplication(List<StackTraceElement> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (!isOfJdk(frames.get(i).getClassName())) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the index of the innermost frame that is not of the means by which the JDK blocks threads, or -1. */
    private static int firstOfApi(List<StackTraceElement> frames) {
        for (int i = 0; i < frames.size(); i++) {
            String type = frames.get(i).getClassName();
            if (!type.startsWith("jdk.internal.")
                    && !type.startsWith("java.util.concurrent.locks.LockSupport")
                    && !type.startsWith("java.util.concurrent.locks.Abstract")
                    && !type.startsWith("java.lang.VirtualThread")
                    && !type.endsWith("$Sync")) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a stack is in code of the JDK, such as a wait or a system call. */
    static boolean isInJdk(List<StackTraceElement> frames) {
        return frames.isEmpty() || isOfJdk(frames.get(0).getClassName());
    }

    /** Whether a stack is that of a thread by which the JDK wakes up virtual threads. */
    static boolean isPoller(List<StackTraceElement> frames) {
        return frames.stream().anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch.Poller"))
                && firstOfApplication(frames) < 0;
    }

    static boolean isOfJdk(@Nullable String type) {
        return type != null
                && (type.contains("$$Lambda")
                        || type.startsWith("java.")
                        || type.startsWith("jdk.")
                        || type.startsWith("sun.")
                        || type.startsWith("javax.")
                        || type.startsWith("dev.whence.runtime.")
                        || type.startsWith("dev.whence.context."));
    }
}
