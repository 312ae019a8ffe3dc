package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds threads back until it is opened. */
final class Gate {
    private final CountDownLatch latch = new CountDownLatch(1);

    void open() {
        latch.countDown();
    }

    void pass() {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The gate was not opened");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted at the gate", e);
        }
    }
}
