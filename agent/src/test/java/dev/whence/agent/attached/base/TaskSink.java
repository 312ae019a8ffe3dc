package dev.whence.agent.attached.base;

import java.util.concurrent.Executor;

/** What knows how a task is run, and nothing of when. */
public abstract class TaskSink implements Executor {
    static void runTask(Runnable task) {
        task.run();
    }
}
