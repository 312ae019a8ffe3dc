package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** Spring's tasks with a trigger, as those with a cron expression, which schedule their next run. Checked with 6.1.0, 6.2.19 and 7.0.10. */
final class WovenSpring {
    private static final String HOOKS = "library/RescheduleHooks";

    static List<WovenType> types() {
        return List.of(WovenType.of("Spring triggers", "org/springframework/scheduling/concurrent/ReschedulingRunnable")
                .at(Point.enter("run", "()V").call(HOOKS, "begin", "()V"))
                .at(Point.atEnd("run", "()V").call(HOOKS, "end", "()V")));
    }

    private WovenSpring() {}
}
