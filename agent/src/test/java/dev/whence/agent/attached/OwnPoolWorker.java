package dev.whence.agent.attached;

/** What the threads of {@link OwnPool} do. */
record OwnPoolWorker(OwnPool pool) implements Runnable {
    @Override
    public void run() {
        pool.begin();
        try {
            while (true) {
                pool.queue.take().run();
            }
        } catch (InterruptedException shutdown) {
            // That is the end.
        }
    }
}
