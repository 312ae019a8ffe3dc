package dev.failsafe.relay;

import java.util.concurrent.Executor;

/** Stands for a library, by its package: code of many layers that hands on what it is given. */
public final class Relay {
    /** Has a task executed from below some layers. */
    public static void execute(Executor executor, Runnable task, int layers) {
        if (layers == 0) {
            executor.execute(task);
        } else {
            execute(executor, task, layers - 1);
        }
    }

    private Relay() {}
}
