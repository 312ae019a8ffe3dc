package dev.whence.runtime;

/**
 * A loop of a task that waits for work, does it, and waits again. The work belongs to any operation, so the loop
 * belongs to none.
 *
 * <p>Such a loop is recognized by its waits, from the second wait of a task for the same object on. Waiting twice is
 * not enough: a task may get several connections from a pool, or read a response in parts. What tells a loop is who
 * waits.
 *
 * <ul>
 *   <li>Only loops select keys and accept connections again and again.
 *   <li>A queue, a condition or a monitor counts if the code that waits and the body of the task belong to one program
 *       or library. A task that waits inside another library, such as in a pool of connections, uses that library.
 *   <li>Some libraries wait in their own tasks for what the task itself has begun, such as for several connections of one
 *       call. They are listed, as nothing else tells them from loops.
 *   <li>A wait inside the JDK's own code, such as for a barrier or the next result of a completion service, does not
 *       count. {@code get}, {@code join}, latches, locks and sleeps are no waits for work either; nothing calls this
 *       class for them.
 * </ul>
 */
public final class WorkLoop {
    /** The kinds of waits. */
    public enum Kind {
        /** A selector or a server socket. */
        CHANNEL,

        /** A queue, a condition or a monitor. */
        OBJECT
    }

    /** Packages that many programs and libraries share, so that a third name has to tell them apart. */
    private static final String[] SHARED_ROOTS = {
        "org.apache.", "com.google.", "com.github.", "io.github.", "org.eclipse.", "com.sun."
    };

    /** Classes that wait again and again, but for one call only. */
    private static final String[] OF_ONE_CALL = {"okhttp3.internal.connection.FastFallbackExchangeFinder"};

    private static final String CONCURRENT = "java.util.concurrent.";

    /**
     * Whether the current task, which is about to wait, is in a loop that waits for work. The dispatcher is that of the
     * task. If it is not on the stack, all frames are the task's.
     */
    static boolean is(String dispatcher, Kind kind) {
        if (kind == Kind.CHANNEL) {
            return true;
        }
        RawTrace here = RawTrace.here();
        int below = Math.max(0, Dispatcher.below(dispatcher, here));
        int waiter = waiter(here, below);
        return waiter >= below
                && !isOfOneCall(here.className(waiter))
                && isOfOneProgram(body(here, below, waiter), here.className(waiter));
    }

    private static boolean isOfOneCall(String waiter) {
        for (String name : OF_ONE_CALL) {
            if (Relocation.isCopyOf(name, waiter)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the frame that waits: the topmost one outside the JDK. Returns -1 if code of the JDK waits for purposes
     * of its own.
     */
    private static int waiter(RawTrace here, int below) {
        int frame = here.depth - 1;
        while (frame >= below && isOfJdk(here.className(frame))) {
            if (!isQueueOrCondition(here.className(frame))) {
                return -1;
            }
            frame--;
        }
        return frame;
    }

    private static boolean isOfJdk(String className) {
        return className.startsWith("java.") || className.startsWith("sun.") || className.startsWith("jdk.");
    }

    private static boolean isQueueOrCondition(String className) {
        return className.startsWith("sun.nio.fs.")
                || (className.startsWith(CONCURRENT)
                        && className.indexOf('$') < 0
                        && (className.endsWith("Queue") || className.endsWith("Deque")))
                || className.endsWith("Synchronizer$ConditionObject");
    }

    /**
     * Returns the class of the lowest frame of the task that belongs to the program. A task of a library has no such
     * frame; then it is the lowest frame of that library.
     */
    private static String body(RawTrace here, int below, int waiter) {
        String library = "";
        for (int frame = below; frame < waiter; frame++) {
            String name = here.className(frame);
            if (!Frames.isMachinery(name)) {
                if (!Frames.isPassedOver(name)) {
                    return name;
                }
                library = library.isEmpty() ? name : library;
            }
        }
        return library.isEmpty() ? here.className(waiter) : library;
    }

    private static boolean isOfOneProgram(String body, String waiter) {
        for (String root : SHARED_ROOTS) {
            if (body.startsWith(root)) {
                return Frames.isOfSamePart(body, waiter);
            }
        }
        return Frames.isOfSameRoot(body, waiter);
    }

    private WorkLoop() {}
}
