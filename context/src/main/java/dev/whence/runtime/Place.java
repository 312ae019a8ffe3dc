package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** A task on the stack of its thread: which throwables were made there. */
final class Place {
    final @Nullable Hop hop;

    /** The number of frames at the bottom of the stack that are not the task's own. */
    final int below;

    /** What the trace must show of the function, if that is gone from the stack. */
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

    /** Of a task whose function has just thrown: what called that is at the top of the stack. */
    static Place left(Task task, @Nullable Entry function) {
        RawTrace here = RawTrace.here();
        return new Place(task, here, here.depth, true, function);
    }

    /** Of a task whose thread ends, with no frames left that tell anything. */
    static Place ended(Task task, @Nullable Entry function) {
        return new Place(task, RawTrace.here(), 0, true, function);
    }

    /** Of the task that runs; null if nobody knows where its frames end. */
    static @Nullable Place current(Task task) {
        if (task.hop == null) {
            return null;
        }
        RawTrace here = RawTrace.here();
        int below = task.isWholeThread() ? 0 : Dispatcher.below(task.dispatcher(), here);
        return below < 0 ? null : new Place(task, here, below, false, null);
    }

    /** Whether a throwable was made just now by the future that runs a task, above so many frames. */
    static boolean isMadeByFuture(Throwable thrown, int below) {
        RawTrace raw = RawTrace.of(thrown);
        for (int frame = below; frame < raw.depth; frame++) {
            if (!raw.className(frame).startsWith("java.util.concurrent.CompletableFuture")) {
                return false;
            }
        }
        return raw.depth > below && raw.isAbove(RawTrace.here(), below);
    }

    /**
     * Of a task whose function has just thrown, in a method that what runs it has called, which is of one class with it;
     * the task that runs, if the function itself has called that.
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
     * Whether a trace comes from here. Up to the task the frames are the very same. From there on they part in a method
     * that was at work when the trace was made and is so still, unless that has returned already. What called the task
     * may have gone on since to where it handles what the task throws.
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
     * Whether the task only called, perhaps by completing a future, what ran another on its thread, and is over. What is
     * still at work, in the lowest frames, and is not the current task, is a part of that.
     */
    private static boolean isOfNestedTask(RawTrace raw, int lowest) {
        boolean isInProgram = false;
        for (int frame = raw.depth - 1; frame >= lowest; frame--) {
            String type = raw.className(frame);
            if (isInProgram && Frames.runsTasks(type)) {
                return true;
            }
            isInProgram |= !Frames.isMachinery(type);
        }
        return false;
    }
}
