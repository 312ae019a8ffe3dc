package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.runtime.Failure;
import dev.whence.runtime.Incidents.Incident;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** A thread that many share has waited for a future: one of an event loop, or of the common pool. */
final class Blocking {
    private static final String OF_LOOP =
            "Do not wait in code that an event loop runs: combine the futures with thenCompose or thenCombine, or hand"
                    + " the code over to a pool whose threads may wait. Meanwhile the loop serves none of its"
                    + " connections.";
    private static final String OF_COMMON_POOL =
            "Give work that waits a pool of its own, as the second argument of supplyAsync and its like, or combine the"
                    + " futures instead of waiting.";

    /** Returns the finding. Null if the thread may wait. */
    static @Nullable Finding of(Incident incident) {
        Failure stack = incident.failure();
        Task task = incident.task();
        if (!(incident.work() instanceof Thread thread) || stack == null || task == null) {
            return null;
        }
        List<StackTraceElement> frames = List.of(stack.stack());
        String waitsIn = waitsIn(frames);
        boolean isOfCommonPool = thread instanceof ForkJoinWorkerThread;
        if (!isOfCommonPool && !isInLoop(thread, frames)) {
            return null;
        }
        List<StackTraceElement> own = Frames.ofProgram(frames);
        return new Finding(
                isOfCommonPool ? FindingNames.COMMON_POOL_BLOCKING : FindingNames.BLOCKING,
                isOfCommonPool
                        ? inCommonPool(waitsIn)
                        : "a thread of an event loop, " + thread.getName() + ", has waited in " + waitsIn,
                Frames.at(own),
                List.of(),
                TaskView.correlation(task),
                incident.millis(),
                own,
                isOfCommonPool ? OF_COMMON_POOL : OF_LOOP);
    }

    private static String inCommonPool(String waitsIn) {
        return "a thread of the common pool has waited in " + waitsIn
                + (waitsIn.startsWith("CompletableFuture")
                        ? "; the pool adds a thread for each that does"
                        : "; all code that names no pool shares its few threads");
    }

    /** Whether a thread runs an event loop. Of those of Netty, some run work that may wait. */
    static boolean isInLoop(Thread thread, List<StackTraceElement> frames) {
        for (Class<?> type = thread.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().endsWith("io.netty.util.concurrent.FastThreadLocalThread")) {
                return isReactors(thread) || frames.stream().anyMatch(Blocking::isOfLoop);
            }
        }
        return true;
    }

    private static boolean isReactors(Thread thread) {
        for (Class<?> type : thread.getClass().getInterfaces()) {
            if (type.getName().endsWith("reactor.core.scheduler.NonBlocking")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfLoop(StackTraceElement frame) {
        return frame.getMethodName().equals("run")
                && frame.getClassName().contains("io.netty.channel.")
                && frame.getClassName().endsWith("EventLoop");
    }

    /** Returns the method of the JDK that the program has called. */
    private static String waitsIn(List<StackTraceElement> frames) {
        String name = "";
        for (StackTraceElement frame : frames) {
            if (frame.getClassName().startsWith("java.util.concurrent.")) {
                String type = frame.getClassName();
                name = type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
            } else if (!name.isEmpty()) {
                return name;
            }
        }
        return name;
    }

    private Blocking() {}
}
