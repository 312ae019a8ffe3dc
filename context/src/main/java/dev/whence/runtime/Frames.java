package dev.whence.runtime;

/** What the name of a frame's class tells. */
final class Frames {
    /** Whether a frame belongs to the JDK or to Whence, not to the program. */
    static boolean isMachinery(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || isExecutor(className)
                || isWhence(className);
    }

    /** Whether a frame belongs to the executors of a library. */
    private static boolean isExecutor(String className) {
        return className.startsWith("io.netty.util.concurrent.")
                || className.startsWith("org.eclipse.jetty.util.thread.")
                || className.startsWith("org.apache.tomcat.util.threads.")
                || className.startsWith("org.jboss.threads.")
                || className.startsWith("com.google.common.util.concurrent.");
    }

    /** Whether a frame is part of Whence's own workings. */
    static boolean isOurs(String className) {
        return className.startsWith("dev.whence.runtime.");
    }

    /** Whether a frame belongs to Whence. */
    static boolean isWhence(String className) {
        return isOurs(className) || isApi(className);
    }

    private static boolean isApi(String className) {
        return className.startsWith("dev.whence.context.Correlation")
                || className.startsWith("dev.whence.context.Propagating")
                || className.startsWith("dev.whence.context.Handoff")
                || className.startsWith("dev.whence.context.LogicalStack");
    }

    /** Whether a frame lies between a task and the thread that runs it. */
    static boolean isDispatch(String className) {
        return className.startsWith("java.util.concurrent.")
                || className.startsWith("java.lang.Thread")
                || className.startsWith("java.lang.VirtualThread")
                || className.startsWith("jdk.internal.vm.")
                || className.startsWith("java.util.TimerThread")
                || isExecutor(className)
                || isWhence(className);
    }

    private Frames() {}
}
