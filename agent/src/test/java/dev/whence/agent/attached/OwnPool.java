package dev.whence.agent.attached;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** An executor of an application, with as many threads as tasks have come, up to two. */
final class OwnPool implements Executor {
    private static final int THREADS = 2;

    final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Gate gate;
    private int threads;

    OwnPool() {
        this(null);
    }

    /** One whose threads are held back by a gate. */
    OwnPool(Gate gate) {
        this.gate = gate;
    }

    @Override
    public synchronized void execute(Runnable task) {
        queue.add(task);
        if (threads < THREADS) {
            threads++;
            OwnExecutors.started(new OwnPoolWorker(this));
        }
    }

    void begin() {
        if (gate != null) {
            gate.pass();
        }
    }
}
