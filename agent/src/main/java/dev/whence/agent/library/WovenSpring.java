package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Spring's tasks with a trigger, such as those with a cron expression.
 *
 * <p>Such a task schedules its next run at the end of each run, so without this each run would be a part of the one
 * before:
 *
 * <pre>{@code
 * public void run() {                                // of ReschedulingRunnable
 *     try {
 *         RescheduleHooks.begin();
 *         ...                                        // runs the task, then schedules the next run
 *     } finally {
 *         RescheduleHooks.end();
 *     }
 * }
 * }</pre>
 *
 * <p>Checked with 6.1.0, 6.2.19 and 7.0.10.
 */
final class WovenSpring {
    private static final String HOOKS = "library/RescheduleHooks";

    static List<WovenType> types() {
        return List.of(WovenType.of("Spring triggers", "org/springframework/scheduling/concurrent/ReschedulingRunnable")
                .at(Point.enter("run", "()V").call(HOOKS, "begin", "()V"))
                .at(Point.atEnd("run", "()V").call(HOOKS, "end", "()V")));
    }

    private WovenSpring() {}
}
