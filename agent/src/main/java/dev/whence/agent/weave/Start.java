package dev.whence.agent.weave;

/** When the agent comes, as far as that makes a difference to what is woven. */
public enum Start {
    /** Before anybody has used an executor. */
    FIRST,

    /** After executors were used, so that their workers and queues cannot get a field. */
    SECOND,

    /** In a running program: methods that threads are in stay as they are, but what they call is woven. */
    LATE
}
