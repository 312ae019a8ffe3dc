package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@link java.util.Timer}, its tasks and its thread. Checked on JDK 17 and 25. */
final class WovenTimer {
    private static final String HOOKS = "TimerHooks";

    static List<WovenType> types() {
        return List.of(
                WovenType.of("Timer", "java/util/Timer")
                        .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                        .at(Point.beforeCall("sched", "(Ljava/util/TimerTask;JJ)V", "add")
                                .load(1)
                                .loadLong(4)
                                .call(HOOKS, "scheduled", "(Ljava/util/TimerTask;J)V")),
                WovenType.of("Timer", "java/util/TimerTask")
                        .at(Point.exit("cancel", "()Z")
                                .dup()
                                .load(0)
                                .call(HOOKS, "cancelled", "(ZLjava/util/TimerTask;)V")),
                WovenType.of("Timer", "java/util/TimerThread")
                        .at(Point.insteadOfCall("mainLoop", "()V", "run")
                                .call(HOOKS, "run", "(Ljava/util/TimerTask;)V")));
    }

    private WovenTimer() {}
}
