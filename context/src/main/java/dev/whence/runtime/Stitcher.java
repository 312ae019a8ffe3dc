package dev.whence.runtime;

import dev.whence.Async;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extends stack traces across asynchronous boundaries, when they are read.
 *
 * <p>A throwable that is {@linkplain Bindings bound} to a task shows the frames of that, then the hops that led to it,
 * innermost first, and then what else there was on the thread: what called the task there, down to the pool. No frame is
 * left out that would be shown without the agent. What was read once never changes. The throwable itself is not touched,
 * and nothing is paid until somebody looks; an unbound one is shown as it always was.
 */
public final class Stitcher {
    private static final HookSwitch SWITCH = HookSwitch.named("Throwable");
    private static final StackTraceElement[] NO_FRAMES = {};

    /** A logical stack and whether a site on it was remembered instead of looked at. */
    public static final class Stack {
        private final StackTraceElement[] frames;
        private final boolean approximate;

        private Stack(StackTraceElement[] frames, @Nullable Hop hop) {
            this.frames = frames;
            this.approximate = isApproximate(hop);
        }

        /** Innermost first. */
        public StackTraceElement[] frames() {
            return frames;
        }

        /** Whether a site was remembered. */
        public boolean approximate() {
            return approximate;
        }
    }

    /** The logical stack of the caller of the API method that calls this. */
    public static Stack here() {
        Task task = State.current().task;
        StackTraceElement[] raw = userFrames(new Throwable().getStackTrace());
        if (task.hop == null) {
            return new Stack(raw, null);
        }
        Place place = Place.current(task);
        int kept = kept(raw, place == null ? raw.length : raw.length - place.below);
        StackTraceElement[] hops = frames(task.hop);
        StackTraceElement[] joined = java.util.Arrays.copyOf(raw, kept + hops.length);
        System.arraycopy(hops, 0, joined, kept, hops.length);
        return new Stack(joined, task.hop);
    }

    /** The logical stack of a throwable. */
    public static Stack of(Throwable throwable) {
        Binding binding = Bindings.of(throwable);
        StackTraceElement[] raw = throwable.getStackTrace();
        if (binding == null) {
            return new Stack(raw, null);
        }
        return new Stack(withoutThread(Settings.stitchReads ? raw : binding.stitched(throwable, raw)), binding.hop);
    }

    /** What called a task on its thread is not how it came about. */
    private static StackTraceElement[] withoutThread(StackTraceElement[] stitched) {
        StackTraceElement boundary = Async.frame(Async.THREAD);
        for (int i = 0; i < stitched.length; i++) {
            if (stitched[i].equals(boundary)) {
                return java.util.Arrays.copyOf(stitched, i);
            }
        }
        return stitched;
    }

    /**
     * A throwable has left a task, and been caught by the method that calls this, which the JVM hides, in that which runs
     * the task; what it is bound by, if it was made there.
     */
    @Hidden
    static @Nullable Binding leaves(Throwable thrown, Task task, @Nullable Object function) {
        try {
            return task.hop == null || !SWITCH.isOn()
                    ? null
                    : Bindings.leaves(thrown, task, function == null ? null : FunctionType.entryOf(function));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** As {@link #leaves}, if only the type of the function is known. */
    @Hidden
    static @Nullable Binding leavesAs(Throwable thrown, Task task, @Nullable FunctionType function) {
        if (task.hop != null && SWITCH.isOn()) {
            try {
                return Bindings.leaves(thrown, task, function == null ? null : function.entry());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** A throwable ends the thread of a task. */
    @Hidden
    static void ends(Throwable thrown, Task task, @Nullable FunctionType function) {
        if (task.hop != null && SWITCH.isOn()) {
            try {
                Bindings.ends(thrown, task, function == null ? null : function.entry());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task gives a throwable to a future, or whatever else hands it on. */
    @Hidden
    public static void handedOver(@Nullable Throwable thrown) {
        if (thrown != null && Settings.stacks != Settings.STACKS_OFF && SWITCH.isOn()) {
            try {
                Bindings.handedOver(thrown, State.current());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The failure of the current task is about to be recorded. */
    @Hidden
    static void failing(Throwable thrown, Task task, Object function) {
        if (task.hop != null && SWITCH.isOn()) {
            try {
                Bindings.failing(thrown, task, FunctionType.entryOf(function));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task prints or logs a throwable. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        if (throwable != null && Settings.stitchPrints && SWITCH.isOn()) {
            try {
                Bindings.shown(throwable, State.current().task);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** A throwable whose trace somebody sets keeps just that. */
    @Hidden
    public static void replaced(Throwable throwable) {
        if (SWITCH.isOn()) {
            try {
                Bindings.replaced(throwable);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** What {@code getStackTrace} returns. */
    @Hidden
    public static StackTraceElement[] read(Throwable throwable, StackTraceElement[] raw) {
        return Settings.stitchReads ? stitched(throwable, raw) : raw;
    }

    /** What is printed or logged. */
    @Hidden
    public static StackTraceElement[] print(Throwable throwable, StackTraceElement[] raw) {
        return Settings.stitchPrints ? stitched(throwable, raw) : raw;
    }

    /** Instead of {@code throwable.getStackTrace()} where that is to be logged. */
    @Hidden
    public static StackTraceElement[] logged(Throwable throwable) {
        StackTraceElement[] read = throwable.getStackTrace();
        return Settings.stitchReads ? read : print(throwable, read);
    }

    private static StackTraceElement[] stitched(Throwable throwable, StackTraceElement[] raw) {
        if (raw.length == 0 || !SWITCH.isOn()) {
            return raw;
        }
        try {
            Binding binding = Bindings.of(throwable);
            return binding == null ? raw : binding.stitched(throwable, raw);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return raw;
        }
    }

    /** The frames of the hops that led to one: for each a boundary and the frames of its site. */
    static StackTraceElement[] frames(@Nullable Hop last) {
        List<StackTraceElement> frames = new ArrayList<>();
        int shown = 0;
        int skipped = last == null ? 0 : last.length - Hop.FIRST - Hop.LAST;
        for (Hop hop = last; hop != null; hop = hop.parent) {
            shown++;
            if (shown > Hop.LAST && shown <= Hop.LAST + skipped) {
                if (shown == Hop.LAST + 1) {
                    frames.add(Async.frame(Async.ELIDED));
                }
                continue;
            }
            addHop(frames, hop);
        }
        return frames.toArray(NO_FRAMES);
    }

    private static void addHop(List<StackTraceElement> frames, Hop hop) {
        frames.add(Async.frame(hop.site.api));
        for (StackTraceElement frame : hop.site.frames) {
            frames.add(frame);
        }
        if (hop.site.isCut) {
            frames.add(Async.frame(Async.MORE));
        }
        if (hop.repeat > 1) {
            frames.add(Async.frame(Async.REPEATED));
        }
        if (hop.elided) {
            frames.add(Async.frame(Async.ELIDED));
        }
    }

    /** A trace with the hops between the task's own frames and those that are only of its thread. */
    static StackTraceElement[] join(StackTraceElement[] raw, int own, Hop hop) {
        int kept = kept(raw, own);
        StackTraceElement[] hops = frames(hop);
        int rest = kept + hops.length;
        StackTraceElement[] joined = java.util.Arrays.copyOf(raw, rest + 1 + raw.length - kept);
        System.arraycopy(hops, 0, joined, kept, hops.length);
        if (kept < raw.length) {
            joined[rest++] = Async.frame(Async.THREAD);
        }
        System.arraycopy(raw, kept, joined, rest, raw.length - kept);
        return rest == kept + hops.length ? java.util.Arrays.copyOf(joined, rest) : joined;
    }

    private static int kept(StackTraceElement[] raw, int own) {
        int kept = own;
        while (kept > 0 && Frames.isDispatch(raw[kept - 1].getClassName())) {
            kept--;
        }
        return kept == 0 ? own : kept;
    }

    /** A stack without our own frames at its top, which only show where the JVM does not hide them. */
    private static StackTraceElement[] userFrames(StackTraceElement[] stack) {
        int ours = 0;
        while (ours < stack.length && Frames.isWhence(stack[ours].getClassName())) {
            ours++;
        }
        return ours == 0 ? stack : java.util.Arrays.copyOfRange(stack, ours, stack.length);
    }

    private static boolean isApproximate(@Nullable Hop last) {
        for (Hop hop = last; hop != null; hop = hop.parent) {
            if (hop.approximate) {
                return true;
            }
        }
        return false;
    }

    private Stitcher() {}
}
