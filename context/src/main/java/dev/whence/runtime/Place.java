package dev.whence.runtime;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A running task with its position on the stack. It decides which throwables were made in that task.
 *
 * <p>A throwable was made here if its frames and those of the thread agree. Frames are counted from the bottom. The
 * lowest frames, up to the task, must be the same. The task's own frames are the same up to some method and differ
 * above it. That method was running when the throwable was made, and must still be running now at the same position: it
 * has merely gone on to another instruction. If the task's function has returned already, its frames are gone; in that
 * case {@link Entry} has to recognize the function in the trace.
 */
final class Place {
    final @Nullable Hop hop;

    /** The number of frames at the bottom of the stack that do not belong to the task. */
    final int below;

    /** The frames by which a trace must show the function, if the function is no longer on the stack; else null. */
    final @Nullable Entry entry;

    private final RawTrace here;
    private final boolean isLeft;

    private Place(Task task, RawTrace here, int below, boolean isLeft, @Nullable Entry entry) {
        this.hop = task.hop;
        this.here = here;
        this.below = below;
        this.isLeft = isLeft;
        this.entry = entry;
    }

    /**
     * Returns the place of a task whose function has just thrown. The caller of the function is at the top of the stack
     * now. The thread remembers its frames for {@link #likelyLeft} until the next garbage collection: they would keep
     * classes of the program alive.
     */
    static Place left(Task task, @Nullable Entry function, State state) {
        RawTrace here = RawTrace.here();
        state.base = new WeakReference<>(here);
        return new Place(task, here, here.depth, true, function);
    }

    /**
     * Returns the place that {@link #left} would return if the same methods have called the function as the last time on
     * this thread. Returns null if nothing is remembered, or if the function cannot be recognized.
     *
     * <p>A worker of a thread pool calls all of its tasks in the same way, and looking at the stack takes most of the
     * time that a failing task costs. The place is only good for throwables that it {@linkplain #hasSeen has seen}:
     * they were made on such a stack, in a task of this function and not in one that was nested in it.
     */
    static @Nullable Place likelyLeft(Task task, @Nullable Entry function, State state) {
        RawTrace base = function == null ? null : base(state);
        return base == null ? null : new Place(task, base, base.depth, true, function);
    }

    private static @Nullable RawTrace base(State state) {
        WeakReference<RawTrace> base = state.base;
        return base == null ? null : base.get();
    }

    /** Returns the place of a task whose thread ends. The remaining frames of the thread tell nothing. */
    static Place ended(Task task, @Nullable Entry function) {
        return new Place(task, RawTrace.here(), 0, true, function);
    }

    /** Returns the place of the running task, or null if it is not known where its frames end. */
    static @Nullable Place current(Task task) {
        if (task.hop == null) {
            return null;
        }
        RawTrace here = RawTrace.here();
        int found = task.isWholeThread() ? 0 : Dispatcher.below(task.dispatcher(), here);
        int below = task.ownsDispatcher() ? found - 1 : found;
        return below < 0 ? null : new Place(task, here, below, false, null);
    }

    /**
     * Whether a future has just made a throwable, above the given number of frames. From there it has run the task that
     * was the last one to throw on this thread.
     */
    static boolean isMadeByFuture(Throwable thrown, int below, State state) {
        RawTrace raw = RawTrace.of(thrown);
        for (int frame = below; frame < raw.depth; frame++) {
            if (!raw.className(frame).startsWith("java.util.concurrent.CompletableFuture")) {
                return false;
            }
        }
        RawTrace base = base(state);
        return raw.depth > below && raw.isAbove(base != null && base.depth == below ? base : RawTrace.here(), below);
    }

    /**
     * Returns the place of a task whose function has just thrown, when the current method was called by the method that
     * runs the task, of the same class. If the function itself has called the current method, this is the place of the
     * running task.
     */
    static @Nullable Place failing(Task task, @Nullable Entry function) {
        Place current = current(task);
        if (current != null || task.hop == null) {
            return current;
        }
        RawTrace here = RawTrace.here();
        String type = task.dispatcher().substring(0, task.dispatcher().lastIndexOf('.'));
        int frame = here.depth - 1;
        while (frame >= 0 && here.className(frame).startsWith(type)) {
            frame--;
        }
        return new Place(task, here, frame + 2, false, function);
    }

    /**
     * Whether a throwable with the given frames was made here.
     *
     * <p>Up to the task, the frames must be the same. If the function is still on the stack, the frames may part in a
     * method that was running when the throwable was made and is still running. The method that called the task may
     * have gone on meanwhile, to the code that handles an exception of the task.
     */
    boolean hasSeen(RawTrace raw) {
        if (raw.depth <= below || (entry != null && entry.isOfAnother(raw, below))) {
            return false;
        }
        if (isLeft) {
            return raw.isAbove(here, below) && !isOfNestedTask(raw, below);
        }
        int common = raw.common(here);
        return common >= below && raw.isOfMethod(common, here) && !isOfNestedTask(raw, common + 1);
    }

    /**
     * Whether a throwable was made in another task, which this one only ran on its thread, for instance by completing a
     * future.
     *
     * <p>The frames from {@code lowest} upwards are examined. A frame that runs tasks, with a frame of the program
     * above it, began another task. The frames below {@code lowest} are still running, so they are a part of the
     * current task or have called it.
     */
    private static boolean isOfNestedTask(RawTrace raw, int lowest) {
        int frame = lowest;
        while (frame < raw.depth && !Frames.runsTasks(raw.className(frame))) {
            frame++;
        }
        for (int above = frame + 1; above < raw.depth; above++) {
            if (!Frames.isMachinery(raw.className(above))) {
                return true;
            }
        }
        return false;
    }
}
