package dev.whence.runtime;

/** What the name of a frame's class tells. */
final class Frames {
    /** Whether a frame belongs to the JDK, to Whence or to a library that makes hops, not to the program. */
    static boolean isMachinery(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || isOfLibrary(className)
                || isWhence(className);
    }

    /** Whether a frame belongs to the executors or futures of a library. */
    private static boolean isOfLibrary(String className) {
        return className.startsWith("com.google.common.util.concurrent.")
                || className.startsWith("scala.concurrent.")
                || className.startsWith("kotlinx.coroutines.")
                || className.startsWith("kotlin.coroutines.")
                || className.startsWith("io.netty.util.concurrent.")
                || className.startsWith("org.eclipse.jetty.util.thread.")
                || className.startsWith("org.apache.tomcat.util.threads.")
                || className.startsWith("org.jboss.threads.");
    }

    /** Whether a frame completes a future, so that those below are not of whoever registered what it calls. */
    static boolean completes(String className, String methodName) {
        return (className.equals("com.google.common.util.concurrent.AbstractFuture") && methodName.equals("complete"))
                || (className.equals("com.google.common.util.concurrent.ExecutionList")
                        && methodName.equals("execute"));
    }

    /** Whether a frame is part of Whence's own workings. */
    static boolean isOurs(String className) {
        return className.startsWith("dev.whence.runtime.") || className.startsWith("dev.whence.glue.");
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
                || isOfLibrary(className)
                || isWhence(className);
    }

    private Frames() {}
}
