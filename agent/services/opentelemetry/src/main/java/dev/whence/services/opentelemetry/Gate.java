package dev.whence.services.opentelemetry;

import java.util.concurrent.CountDownLatch;

/** A gate at which work waits until it is opened. An interrupt opens it too. */
final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits until the gate is opened. */
    void await() {
        reached.countDown();
        await(opened);
    }

    /** Waits until somebody waits at the gate. */
    void awaitReached() {
        await(reached);
    }

    void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
