package dev.whence.agent.live;

import dev.whence.runtime.State;
import dev.whence.runtime.Wait;
import dev.whence.runtime.jdk.InFlight;
import dev.whence.runtime.table.InjectedField;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What a thread waits for without a time limit: a future, or the thread that holds a lock. */
final class Awaited {
    private static final @Nullable Class<?> SIGNALLER =
            InjectedField.type(CompletableFuture.class.getName() + "$Signaller");
    private static final JdkField OWNER = JdkField.of(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");

    /** Stands for a monitor. Which one it is would have to be asked of the JVM. */
    private static final Object MONITOR = new Object();

    /**
     * Returns an object that stands for the wait, or null if the thread does not wait in a way that is known. As long
     * as this is the same object, the thread waits in the same place.
     */
    static @Nullable Object blocker(Thread thread) {
        Thread.State state = thread.getState();
        if (state == Thread.State.BLOCKED) {
            return MONITOR;
        }
        Object blocker = state == Thread.State.WAITING ? LockSupport.getBlocker(thread) : null;
        return blocker instanceof FutureTask
                        || blocker instanceof ForkJoinTask
                        || (SIGNALLER != null && SIGNALLER.isInstance(blocker))
                        || owner(blocker) != null
                ? blocker
                : null;
    }

    /** Returns the future, or the thread that holds the lock; null if the thread waits for neither. */
    static @Nullable Object of(Thread thread, Monitors monitors) {
        Object blocker = blocker(thread);
        if (blocker == MONITOR) {
            return Threads.isVirtual(thread) ? null : monitors.owner(thread);
        }
        if (SIGNALLER != null && SIGNALLER.isInstance(blocker)) {
            State state = InFlight.state(thread);
            Wait wait = state == null ? null : state.wait;
            return wait == null ? null : wait.future();
        }
        Thread owner = owner(blocker);
        return owner == null ? blocker : owner == thread ? null : owner;
    }

    private static @Nullable Thread owner(@Nullable Object blocker) {
        return blocker instanceof AbstractOwnableSynchronizer lock && OWNER.get(lock) instanceof Thread owner
                ? owner
                : null;
    }

    private Awaited() {}
}
