package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@link java.util.Timer}, its tasks and its thread. */
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

    /** What the thread of a timer calls, for those that are in their loop already. */
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
