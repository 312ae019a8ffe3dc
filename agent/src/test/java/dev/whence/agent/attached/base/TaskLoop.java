package dev.whence.agent.attached.base;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A loop that runs tasks; the executors that have one are classes of other packages. */
public abstract class TaskLoop extends TaskSink {
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    @Override
    public final void execute(Runnable task) {
        queue.add(task);
        started();
    }

    /** A task was added. */
    protected abstract void started();

    /** Runs tasks until it is interrupted. */
    protected final void loop() {
        try {
            while (true) {
                runTask(queue.take());
            }
        } catch (InterruptedException shutdown) {
            // That is the end.
        }
    }
}
