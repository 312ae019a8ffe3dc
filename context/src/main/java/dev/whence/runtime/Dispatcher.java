package dev.whence.runtime;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds where the frames of the running task end: at what has called its function.
 *
 * <p>Most often that is a method of ours, which the JVM hides from traces but shows to this walk. What the task runs as a
 * part of itself, such as a future, has no such frame.
 */
final class Dispatcher implements Function<Stream<StackWalker.StackFrame>, Integer> {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.SHOW_HIDDEN_FRAMES);
    private static final String OURS = "dev.whence.runtime.";

    private final String name;
    private final RawTrace here;

    private Dispatcher(String name, RawTrace here) {
        this.name = name;
        this.here = here;
    }

    /**
     * The number of frames at the bottom of the current thread's stack that are not the task's own; negative if nobody knows.
     * The name is that of {@link Task#dispatcher}.
     */
    static int below(String name, RawTrace here) {
        return name.isEmpty() ? -1 : WALKER.walk(new Dispatcher(name, here));
    }

    @Override
    public Integer apply(Stream<StackWalker.StackFrame> stack) {
        boolean isInTask = isOfOneMethod();
        int found = -1;
        int left = here.depth;
        Iterator<StackWalker.StackFrame> frames = stack.iterator();
        while (left > 0 && frames.hasNext()) {
            StackWalker.StackFrame frame = frames.next();
            String type = frame.getClassName();
            if (found >= 0 && !callsPart(frame)) {
                return found;
            }
            isInTask |= !Frames.isMachinery(type);
            found = isInTask && (type + "." + frame.getMethodName()).startsWith(name) ? left : -1;
            if (type.equals(here.className(left - 1))) {
                left--;
            }
        }
        return found;
    }

    /** Else what is at the top, before any frame of the program's, may be of what has called the task. */
    private boolean isOfOneMethod() {
        return name.startsWith(OURS) || name.endsWith(".runWorker") || name.endsWith(".run");
    }

    /** Whether this frame calls a task as a part of the one that runs. */
    private static boolean callsPart(StackWalker.StackFrame frame) {
        return frame.getClassName().equals("java.util.concurrent.ForkJoinTask")
                && (frame.getMethodName().startsWith("invoke")
                        || frame.getMethodName().equals("quietlyInvoke"));
    }
}
