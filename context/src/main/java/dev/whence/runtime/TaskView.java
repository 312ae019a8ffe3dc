package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * A look at a task from another thread. The task may change at the same time, so what is seen was true a moment ago.
 * The look changes nothing: it decides no ID.
 */
public final class TaskView {
    /** Returns the ID of the task's correlation, or an empty string if it has none or the ID was never read. */
    public static String correlation(Task task) {
        Correlation correlation = task.correlation;
        return correlation.knownId();
    }

    /**
     * Returns the logical stack that led to the task: for each hop, a boundary frame and the frames of its site. The
     * latest hop comes first. Empty if no hop is known.
     */
    public static StackTraceElement[] hops(Task task) {
        return Stitcher.frames(task.hop);
    }

    /** Returns where a scope was opened that was not closed, if that is known, or else the hops that led to the task. */
    public static StackTraceElement[] stack(ContextLeaks.Leak leak) {
        Throwable opener = leak.opener();
        return opener == null
                ? Stitcher.frames(leak.hop())
                : Failure.of(opener, leak.hop()).stack();
    }

    /** As {@link #hops(Task)}, for the last hop that led to a task. */
    public static StackTraceElement[] hops(@Nullable Object lastHop) {
        return Stitcher.frames(lastHop instanceof Hop hop ? hop : null);
    }

    /**
     * Whether a function is one of the program, judged by its class: neither the JDK nor a library that calls functions
     * of programs has made it.
     */
    public static boolean isOfProgram(Object function) {
        Class<?> type = function.getClass();
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader != ClassLoader.getPlatformClassLoader() && !isOfLibrary(type.getName());
    }

    /** Whether a class belongs to the JDK, to Whence, or to a library that calls functions of programs. */
    public static boolean isOfLibrary(String className) {
        return Frames.isMachinery(className) || Frames.isPassedOver(className);
    }

    /** Returns the last hop that led to the task, as an object that is compared only; null if none is known. */
    public static @Nullable Object lastHop(Task task) {
        return task.hop;
    }

    /**
     * Returns the time for which the operation of the task is known here at least, in milliseconds; 0 if the task has no
     * correlation.
     */
    public static long operationMillis(Task task) {
        Correlation correlation = task.correlation;
        return correlation.ageMillis();
    }

    /** Returns the time since the hop to the task was made, in milliseconds; 0 if that hop was not timed. */
    public static long millisSinceHop(Task task) {
        return task.millisSinceHop();
    }

    /** Whether the task was led to by a hop, or has a correlation. The root task of an idle thread has neither. */
    public static boolean isOfOperation(Task task) {
        return task.hop != null || task.correlation != Correlation.none();
    }

    /** Whether the task is the body of a thread that has no correlation. Many such threads serve everybody. */
    public static boolean isBodyOfThread(Task task) {
        return task.isWholeThread() && task.correlation == Correlation.none();
    }

    /** Whether the task has a correlation. */
    public static boolean hasCorrelation(Task task) {
        return task.correlation != Correlation.none();
    }

    /** Whether the task is one run of a periodic task, which is an operation of its own. */
    public static boolean isPeriodicRun(Task task) {
        return !task.isAdopting && hasCorrelation(task);
    }

    private TaskView() {}
}
