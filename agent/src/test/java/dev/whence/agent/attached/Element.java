package dev.whence.agent.attached;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** An element for any queue: also for one that sorts, and for one that waits until an element is due. */
record Element<T>(T content) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
        return 0;
    }

    @Override
    public int compareTo(Delayed other) {
        return 0;
    }
}
