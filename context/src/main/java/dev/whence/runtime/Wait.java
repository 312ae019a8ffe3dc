package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A wait of a thread for a future, as another thread can see it. A thread that waits may run other work meanwhile, and
 * that may wait again.
 *
 * @param future what the thread waits for. The thread's own stack refers to it as long as the wait lasts
 * @param outer the wait inside of which this one was begun, or null
 */
public record Wait(Object future, @Nullable Wait outer) {}
