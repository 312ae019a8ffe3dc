package dev.whence.agent.weave;

/** The moments at which an agent may start, as far as they make a difference to what is woven. */
public enum Start {
    /**
     * Before the application, and before any thread pool was used: all classes that should have a field can be given
     * one.
     */
    FIRST,

    /**
     * Before the application, but another agent has used thread pools already. Their workers and queues cannot be given
     * a field any more.
     */
    SECOND,

    /**
     * In a running application. In addition, threads may be inside methods for as long as the application runs, such as
     * the loop of a worker. The JVM replaces a method for later calls only, so the methods that those threads call are
     * woven instead.
     */
    LATE
}
