package dev.whence.agent;

/** What the MBean {@code dev.whence:type=Live} can do. */
public interface LiveMBean {
    /** Returns what is in flight, as {@code dump --json} prints it. */
    String dump();
}
