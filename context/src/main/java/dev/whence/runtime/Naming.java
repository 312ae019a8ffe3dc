package dev.whence.runtime;

import dev.whence.context.Correlation;

/** A correlation that a task has got while it ran, and that gives way to the one before. */
public abstract class Naming {
    /** A task of the current thread loses its correlation, so that it must not get that back. */
    public abstract void lost(State state, Task loser, Correlation lost);
}
