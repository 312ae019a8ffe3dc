package dev.whence.runtime;

import dev.whence.context.Correlation;

/**
 * A correlation that a running task got from the program, and that is replaced by the one before when the program
 * removes it.
 */
public abstract class Naming {
    /**
     * Records that a task of the current thread has lost a correlation, which must not be restored when this one is
     * removed.
     */
    public abstract void lost(State state, Task loser, Correlation lost);
}
