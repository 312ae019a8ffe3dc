package dev.whence.agent;

/**
 * A thread of the agent. It is in the outermost thread group and has no context class loader, so that it keeps nothing
 * of the application alive and is not counted among its threads. It does not keep the JVM from ending.
 */
abstract class AgentThread extends Thread {
    /** Creates a thread in the outermost group, as seen from the current thread. */
    AgentThread() {
        this(outermost());
    }

    AgentThread(ThreadGroup group) {
        super(group, null, "whence", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }

    /** Returns the outermost thread group. A thread of the application may not be allowed to ask for it. */
    static ThreadGroup outermost() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        for (ThreadGroup outer = group.getParent(); outer != null; outer = group.getParent()) {
            group = outer;
        }
        return group;
    }
}
