package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.util.Timer}, its tasks and its thread.
 *
 * <pre>{@code
 * private void sched(TimerTask task, long time, long period) {            // of Timer
 *     ...
 *     synchronized (queue) {
 *         ...
 *         TimerHooks.scheduled(task, period);
 *         queue.add(task);
 *         ...
 *     }
 * }
 *
 * private void mainLoop() {                          // of TimerThread
 *     ... TimerHooks.run(task); ...                  // was task.run()
 * }
 *
 * public boolean cancel() {                          // of TimerTask
 *     ...
 *     TimerHooks.cancelled(result, this);
 *     return result;
 * }
 * }</pre>
 *
 * <p>All {@code schedule} methods go through {@code sched}. It has checked the arguments and the state of the task when
 * it adds the task to the queue, so a call that throws captures nothing. The lock of the queue is held, so the timer's
 * thread cannot find the task before the hook has returned. The parameters are task 1, time 2 and 3, period 4 and 5, as
 * a long takes two.
 *
 * <p>The thread of a timer is in {@code mainLoop} as long as it lives. In a running application that method cannot be
 * replaced for it. But the methods of the queue can, which it calls with the lock of the queue:
 *
 * <pre>{@code
 * void removeMin() {                                 // of TaskQueue; rescheduleMin is the same
 *     TimerHooks.due(getMin());
 *     ...
 * }
 *
 * boolean isEmpty() {
 *     TimerHooks.idle();
 *     ...
 * }
 * }</pre>
 *
 * <p>The loop calls {@code removeMin} for a task that runs once, {@code rescheduleMin} for a periodic one, then the
 * task itself, and then {@code isEmpty} at the beginning of its next turn.
 */
final class WovenTimer {
    private static final String HOOKS = "jdk/TimerHooks";
    private static final String QUEUE = "java/util/TaskQueue";

    static List<WovenType> types(Start start) {
        return List.of(timer(), task(), start == Start.LATE ? queue() : thread());
    }

    private static WovenType timer() {
        return WovenType.of("Timer", "java/util/Timer")
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(Point.beforeCall("sched", "(Ljava/util/TimerTask;JJ)V", "add")
                        .load(1)
                        .loadLong(4)
                        .call(HOOKS, "scheduled", "(Ljava/util/TimerTask;J)V"));
    }

    private static WovenType task() {
        return WovenType.of("Timer", "java/util/TimerTask")
                .at(Point.exit("cancel", "()Z").dup().load(0).call(HOOKS, "cancelled", "(ZLjava/util/TimerTask;)V"));
    }

    private static WovenType thread() {
        return WovenType.of("Timer", "java/util/TimerThread")
                .at(Point.insteadOfCall("mainLoop", "()V", "run").call(HOOKS, "run", "(Ljava/util/TimerTask;)V"));
    }

    /** The queue, for the threads of timers that are in their loop already. */
    private static WovenType queue() {
        return WovenType.of("Timer", QUEUE)
                .at(due("removeMin"))
                .at(due("rescheduleMin"))
                .at(Point.enter("isEmpty", "()Z").call(HOOKS, "idle", "()V"));
    }

    private static Point due(String method) {
        return Point.enter(method, null)
                .load(0)
                .callVirtual(QUEUE, "getMin", "()Ljava/util/TimerTask;")
                .call(HOOKS, "due", "(Ljava/util/TimerTask;)V");
    }

    private WovenTimer() {}
}
