package dev.whence.runtime;

import dev.whence.Async;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extends stack traces across asynchronous boundaries, when they are read.
 *
 * <p><b>Binding.</b> A throwable belongs to the task that it leaves first, or whose code first prints it. It is bound to
 * that task's hop then, once and for all; an unbound throwable is shown as it always was. A binding remembers how many
 * frames of the thread lay below the task, which tells where the task's part of the trace ends, and what must stand
 * there: if something else does, the throwable was not made by this run of the task, and it is left alone.
 *
 * <p><b>Stitching.</b> The frames of the task stay as they are; the frames of the pool below them give way to the hops,
 * innermost first. The result is kept with the binding: what was read once never changes. The throwable itself is not
 * touched, and nothing is paid until somebody looks.
 */
public final class Stitcher {
    private static final HookSwitch SWITCH = HookSwitch.named("Throwable");
    private static final WeakTable<Binding> BINDINGS = Sweep.also(new WeakTable<>());
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

    private static final class Binding {
        final Hop hop;
        final String dispatcher;

        /** The number of frames at the bottom of the stack that are not the task's own. */
        final int below;

        StackTraceElement @Nullable [] stitched;

        Binding(Hop hop, String dispatcher, int below) {
            this.hop = hop;
            this.dispatcher = dispatcher;
            this.below = below;
        }
    }

    /** The logical stack of the caller of the API method that calls this. */
    public static Stack here() {
        Task task = State.current().task;
        StackTraceElement[] raw = userFrames(new Throwable().getStackTrace());
        return new Stack(join(raw, dispatchIndex(raw, task), task.hop), task.hop);
    }

    /** The logical stack of a throwable. */
    public static Stack of(Throwable throwable) {
        Binding binding = BINDINGS.get(throwable);
        StackTraceElement[] raw = throwable.getStackTrace();
        if (binding == null) {
            return new Stack(raw, null);
        }
        return new Stack(Settings.stitchReads ? raw : stitched(binding, raw), binding.hop);
    }

    /**
     * Binds a throwable that leaves a task.
     *
     * @param inner frames between the caller and the frame that runs the task, which the trace of the throwable lacks
     */
    @Hidden
    static void leaves(Throwable throwable, Task task, int inner) {
        if (task.hop == null || !SWITCH.isOn()) {
            return;
        }
        try {
            if (BINDINGS.get(throwable) == null) {
                StackTraceElement[] here = userFrames(new Throwable().getStackTrace());
                int below = task.isWholeThread() ? 0 : here.length - inner;
                BINDINGS.putIfAbsent(throwable, new Binding(task.hop, classBelow(task, here, below), below));
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** What stands below the frames of a task: its dispatcher, or else whoever called it. */
    private static String classBelow(Task task, StackTraceElement[] here, int below) {
        String dispatcher = task.dispatcher();
        return dispatcher.isEmpty() && below > 0 ? here[here.length - below].getClassName() : dispatcher;
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

    private static StackTraceElement[] stitched(Throwable throwable, StackTraceElement[] raw) {
        if (raw.length == 0 || !SWITCH.isOn()) {
            return raw;
        }
        try {
            Binding binding = BINDINGS.get(throwable);
            return binding == null ? raw : stitched(binding, raw);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return raw;
        }
    }

    /** Binds a throwable that is printed or logged to the current task, if it was made there. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        if (throwable != null && Settings.stitchPrints && SWITCH.isOn()) {
            try {
                bindIfMadeHere(throwable, State.current().task);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static void bindIfMadeHere(Throwable throwable, Task task) {
        if (task.hop == null || BINDINGS.get(throwable) != null) {
            return;
        }
        StackTraceElement[] here = userFrames(new Throwable().getStackTrace());
        int below = here.length - dispatchIndex(here, task);
        int alike = task.isWholeThread() ? 1 : below;
        if (alike > 0 && endsAlike(throwable.getStackTrace(), here, alike)) {
            BINDINGS.putIfAbsent(throwable, new Binding(task.hop, task.dispatcher(), below));
        }
    }

    /** A throwable whose trace somebody sets keeps just that. */
    @Hidden
    public static void replaced(Throwable throwable) {
        try {
            BINDINGS.remove(throwable);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Binds a wrapper that the JDK has just made for a throwable that left a task in the same place. */
    @Hidden
    public static void wraps(Throwable wrapper, Throwable cause) {
        try {
            Binding binding = BINDINGS.get(cause);
            if (binding != null && wrapper != cause) {
                BINDINGS.putIfAbsent(wrapper, new Binding(binding.hop, binding.dispatcher, binding.below));
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
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
        if (hop.repeat > 1) {
            frames.add(Async.frame(Async.REPEATED));
        }
        if (hop.elided) {
            frames.add(Async.frame(Async.ELIDED));
        }
    }

    private static StackTraceElement[] stitched(Binding binding, StackTraceElement[] raw) {
        StackTraceElement[] known = binding.stitched;
        if (known == null) {
            known = join(raw, ownFrames(binding, raw), binding.hop);
            binding.stitched = known;
        }
        return known;
    }

    /** How many frames of a trace are the task's, or -1 if it was not made by this run of the task. */
    private static int ownFrames(Binding binding, StackTraceElement[] raw) {
        int own = raw.length - binding.below;
        if (own < 0 || binding.below == 0) {
            return own;
        }
        return isOf(binding.dispatcher, raw[own]) ? own : -1;
    }

    private static boolean isOf(String dispatcher, StackTraceElement frame) {
        return (frame.getClassName() + "." + frame.getMethodName() + "(").startsWith(dispatcher);
    }

    private static StackTraceElement[] join(StackTraceElement[] raw, int own, @Nullable Hop hop) {
        if (own < 0 || hop == null) {
            return raw;
        }
        int kept = own;
        while (kept > 0 && Frames.isDispatch(raw[kept - 1].getClassName())) {
            kept--;
        }
        if (kept == 0) {
            kept = own;
        }
        StackTraceElement[] hops = frames(hop);
        StackTraceElement[] joined = java.util.Arrays.copyOf(raw, kept + hops.length);
        System.arraycopy(hops, 0, joined, kept, hops.length);
        return joined;
    }

    /** Where the frames of a task end on its own thread; the length of the stack if it has no frame of its own. */
    private static int dispatchIndex(StackTraceElement[] stack, Task task) {
        String dispatcher = task.dispatcher();
        if (!dispatcher.isEmpty()) {
            for (int i = 0; i < stack.length; i++) {
                if (isOf(dispatcher, stack[i])) {
                    return i;
                }
            }
        }
        return stack.length;
    }

    private static boolean endsAlike(StackTraceElement[] one, StackTraceElement[] other, int length) {
        if (one.length < length || other.length < length) {
            return false;
        }
        for (int i = 1; i <= length; i++) {
            if (!one[one.length - i].equals(other[other.length - i])) {
                return false;
            }
        }
        return true;
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
