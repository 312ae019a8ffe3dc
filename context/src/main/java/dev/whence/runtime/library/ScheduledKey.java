package dev.whence.runtime.library;

import dev.whence.runtime.StepwiseWork;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What was captured for a key, and how often it was scheduled and not executed yet.
 *
 * <p>If several operations schedule the same key before it is executed, nothing tells which execution is whose. They all
 * belong to nobody then.
 */
final class ScheduledKey {
    private final boolean isLasting;

    /** Null before the first time, and after the last execution of a lasting key. */
    private final AtomicReference<@Nullable Captured> captured = new AtomicReference<>();

    private record Captured(StepwiseWork work, int waiting) {
        Captured and(StepwiseWork next) {
            if (waiting == 0) {
                return new Captured(next, 1);
            }
            work.use();
            return new Captured(work.isShared() ? work : next, waiting + 1);
        }
    }

    /** Creates it. What was captured for a lasting key is forgotten when no execution is waited for any more. */
    ScheduledKey(boolean isLasting) {
        this.isLasting = isLasting;
    }

    /** Notes that the current task has scheduled the key. */
    void schedule(StepwiseWork next) {
        Captured before;
        do {
            before = captured.get();
        } while (!captured.compareAndSet(before, before == null ? new Captured(next, 1) : before.and(next)));
    }

    /** Notes that the key is executed, and returns what was captured; null if nothing was. */
    @Nullable StepwiseWork execute() {
        Captured before = captured.get();
        while (before != null && !captured.compareAndSet(before, executed(before))) {
            before = captured.get();
        }
        return before == null ? null : before.work;
    }

    private @Nullable Captured executed(Captured before) {
        int waiting = Math.max(0, before.waiting - 1);
        return waiting == 0 && isLasting ? null : new Captured(before.work, waiting);
    }
}
