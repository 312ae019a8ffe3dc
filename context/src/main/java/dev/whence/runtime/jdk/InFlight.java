package dev.whence.runtime.jdk;

import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of work that waits or runs, as another thread finds them. All methods only look. What they return was true a
 * moment ago.
 */
public final class InFlight {
    private static final @Nullable VarHandle THREAD_LOCALS = InjectedField.handle(
            Thread.class, "threadLocals", InjectedField.type("java.lang.ThreadLocal$ThreadLocalMap"));
    private static final @Nullable VarHandle TABLE = InjectedField.handle(
            InjectedField.type("java.lang.ThreadLocal$ThreadLocalMap"),
            "table",
            InjectedField.type("[Ljava.lang.ThreadLocal$ThreadLocalMap$Entry;"));
    private static final @Nullable VarHandle VALUE = InjectedField.handle(
            InjectedField.type("java.lang.ThreadLocal$ThreadLocalMap$Entry"), "value", Object.class);

    /** Returns the state of a thread, or null if it has none. */
    public static @Nullable State state(Thread thread) {
        if (THREAD_LOCALS == null || TABLE == null || VALUE == null) {
            return null;
        }
        Object map = THREAD_LOCALS.get(thread);
        Object[] entries = map == null ? null : (Object[]) TABLE.get(map);
        if (entries != null) {
            for (Object entry : entries) {
                if (entry != null && VALUE.get(entry) instanceof State state) {
                    return state;
                }
            }
        }
        return VirtualThreadHooks.state(thread);
    }

    /** Returns the task with which a virtual thread was started, or null if that is not known. */
    public static @Nullable Task started(Thread thread) {
        return VirtualThreadHooks.started(thread);
    }

    /** Returns the task of work that waits to be run, or null if that is not known. */
    public static @Nullable Task task(Object work) {
        if (work instanceof Task task) {
            return task;
        }
        if (work instanceof FutureTask<?> future) {
            return FutureTaskHooks.captured(future);
        }
        if (work instanceof ForkJoinTask<?> task) {
            return Cancellation.held(ForkJoinHooks.captured(task)) instanceof Task captured ? captured : null;
        }
        if (work instanceof TimerTask timed) {
            return TimerHooks.captured(timed);
        }
        return work instanceof Runnable runnable ? PoolSubmissions.waiting(runnable) : null;
    }

    /** Returns the future that a running task is going to complete, or null if there is none. */
    public static @Nullable CompletableFuture<?> completedBy(Task task) {
        return task instanceof Continuation continuation ? continuation.dependent : null;
    }

    /** Whether a thread is one that many share, and that should not wait. Of those of Netty, some may nevertheless. */
    public static boolean isShared(Thread thread) {
        return ForbiddenWaits.areForbiddenOn(thread);
    }

    private InFlight() {}
}
