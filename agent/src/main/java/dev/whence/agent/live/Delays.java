package dev.whence.agent.live;

import dev.whence.runtime.table.InjectedField;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What delayed work of the JDK leads to. */
final class Delays {
    private static final String FUTURE = CompletableFuture.class.getName();
    private static final String FORK_JOIN = "java.util.concurrent.DelayScheduler$ScheduledForkJoinTask";
    private static final JdkField RUNNABLE = JdkField.of(FORK_JOIN, "runnable");
    private static final JdkField POOL = JdkField.of(FORK_JOIN, "pool");
    private static final JdkField LIMITED = JdkField.of(FUTURE + "$Timeout", "f");
    private static final JdkField CALLABLE = JdkField.of(FutureTask.class, "callable");
    private static final JdkField ADAPTED = JdkField.of("java.util.concurrent.Executors$RunnableAdapter", "task");
    private static final JdkField COMPLETED = JdkField.of(FUTURE + "$DelayedCompleter", "f");
    private static final JdkField SUBMITTED = JdkField.of(FUTURE + "$TaskSubmitter", "action");

    private static final @Nullable Class<?> TIMEOUT = InjectedField.type(FUTURE + "$Timeout");
    private static final @Nullable Class<?> CANCELLER = InjectedField.type(FUTURE + "$Canceller");

    /** Returns the time that is left until work is due, in milliseconds; 0 if it is due or has no time. */
    static long of(Object work) {
        // No method of a class of the application is called.
        boolean isOfJdk = work.getClass().getClassLoader() == null;
        return isOfJdk && work instanceof Delayed delayed ? Math.max(0, delayed.getDelay(TimeUnit.MILLISECONDS)) : 0;
    }

    /** Returns the future that work completes when it runs, or null if it completes none that is known. */
    static @Nullable CompletableFuture<?> completedBy(Object work) {
        Object action = action(work);
        String name = action.getClass().getName();
        if (name.equals(FUTURE + "$DelayedCompleter")) {
            return (CompletableFuture<?>) COMPLETED.get(action);
        }
        Object submitted = name.equals(FUTURE + "$TaskSubmitter") ? SUBMITTED.get(action) : action;
        return submitted == null ? null : Dependents.completedBy(submitted);
    }

    /** Whether work only watches the time limit of a future, so that it is no work of the application. */
    static boolean isTimeout(Object work) {
        return isOfTimeout(action(work));
    }

    /** Returns the future whose time limit work watches, or null if there is none. */
    static @Nullable CompletableFuture<?> limited(Object work) {
        Object action = action(work);
        return action.getClass() == TIMEOUT ? (CompletableFuture<?>) LIMITED.get(action) : null;
    }

    /** Returns the pool that delays a fork/join task. Null for other work. */
    static @Nullable Object pool(Object work) {
        return work.getClass().getName().equals(FORK_JOIN) ? POOL.get(work) : null;
    }

    /** Whether a function belongs to the time limit of a future. */
    static boolean isOfTimeout(Object function) {
        Class<?> type = function.getClass();
        return type == TIMEOUT || type == CANCELLER;
    }

    /** Returns the function inside of a scheduled future, or the work itself if it is none. */
    private static Object action(Object work) {
        if (work.getClass().getName().equals(FORK_JOIN)) {
            Object runnable = RUNNABLE.get(work);
            return runnable == null ? work : runnable;
        }
        if (!(work instanceof FutureTask)) {
            return work;
        }
        Object callable = CALLABLE.get(work);
        Object adapted =
                callable instanceof Callable && callable.getClass().getName().endsWith("$RunnableAdapter")
                        ? ADAPTED.get(callable)
                        : null;
        return adapted == null ? work : adapted;
    }

    private Delays() {}
}
