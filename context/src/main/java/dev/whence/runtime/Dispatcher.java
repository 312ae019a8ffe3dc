package dev.whence.runtime;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the dispatcher of the running task on the stack: the method that has called its function. The task's own frames
 * end there.
 *
 * <p>Mostly this is a method of Whence, which the JVM hides from stack traces but shows to this walk. A task that is
 * run as a part of the current one, such as a future, has no such frame.
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
     * Returns the number of frames at the bottom of the current thread's stack that do not belong to the task, or a
     * negative number if that is not known.
     *
     * @param name the name from {@link Task#dispatcher}
     * @param here the frames of the current thread
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
            if (found >= 0 && !Frames.invokesFork(type, frame)) {
                return found;
            }
            isInTask |= !Frames.isMachinery(type);
            found = isInTask && (Relocation.undo(type) + "." + frame.getMethodName()).startsWith(name) ? left : -1;
            if (type.equals(here.className(left - 1))) {
                left--;
            }
        }
        return found;
    }

    /**
     * Whether the name stands for one method. A name that stands for several also matches frames of the JDK at the top
     * of the stack. As long as no frame of the program was seen, these may belong to the caller of the task, so they do
     * not count.
     */
    private boolean isOfOneMethod() {
        return name.startsWith(OURS) || name.endsWith(".runWorker") || name.endsWith(".run");
    }
}
