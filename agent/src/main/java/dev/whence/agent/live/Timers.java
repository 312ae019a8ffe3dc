package dev.whence.agent.live;

import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;

/** The tasks that wait in {@link java.util.Timer}s. */
final class Timers {
    private static final String THREAD = "java.util.TimerThread";
    private static final JdkField QUEUE = JdkField.of(THREAD, "queue");
    private static final JdkField NEXT = JdkField.of(TimerTask.class, "nextExecutionTime");
    private static final JdkField TASKS = JdkField.of("java.util.TaskQueue", "queue");

    /** Returns the tasks that wait for a thread, if it is that of a timer. */
    static List<TimerTask> of(Thread thread) {
        List<TimerTask> waiting = new ArrayList<>();
        Object queue = thread.getClass().getName().equals(THREAD) ? QUEUE.get(thread) : null;
        if (queue != null && TASKS.get(queue) instanceof Object[] tasks) {
            for (Object task : tasks) {
                if (task instanceof TimerTask timed) {
                    waiting.add(timed);
                }
            }
        }
        return waiting;
    }

    /** Returns the time that is left until a task is due, in milliseconds; 0 if it is due. */
    static long delayMillis(TimerTask task) {
        return Math.max(0, NEXT.getLong(task) - System.currentTimeMillis());
    }

    private Timers() {}
}
