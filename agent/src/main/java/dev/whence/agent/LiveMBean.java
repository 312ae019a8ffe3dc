package dev.whence.agent;

import java.util.Map;

/** What the MBean {@code dev.whence:type=Live} knows and can do. */
public interface LiveMBean {
    /** Returns what is in flight, as {@code dump --json} prints it. */
    String dump();

    /** Returns how often findings of each kind that is looked for were told since the start. */
    Map<String, Long> getFindings();
}
