package dev.whence.runtime.library;

import dev.whence.runtime.Causality;
import dev.whence.runtime.Edge;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import org.jspecify.annotations.Nullable;

/** The hooks of the transformations that Scala's futures make of registered functions. */
public final class ScalaHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Scala futures");

    /** The run of a transformation. */
    private static final class TransformationRun extends Task {
        /** The function, or null if it is not known. */
        private final @Nullable Object function;

        TransformationRun(State state, Object function) {
            super(state.task, Sites.hop(state, FunctionType.of(function)));
            this.function = function;
            linkIfEndless();
        }

        TransformationRun(Task other) {
            super(other);
            this.function = null;
        }

        @Override
        protected String dispatcher() {
            return "scala.concurrent.impl.Promise$Transformation.run";
        }
    }

    /** Called when a function is registered. The result is null if the function is to have no context. */
    public static @Nullable Object registered(@Nullable Object function) {
        if (SWITCH.isOn() && function != null) {
            try {
                return new TransformationRun(State.current(), function);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /**
     * Called when the current task has completed the source of a transformation, or registers a transformation whose
     * source is complete.
     */
    public static void completed(@Nullable Object transformation) {
        if (Causality.isTracked() && transformation instanceof TransformationRun run) {
            try {
                run.join(State.current().task.frontier, Edge.COMPLETE);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /**
     * Called before a transformation runs. It may have been registered before the agent was attached. {@link #end}
     * follows.
     */
    public static void begin(@Nullable Object transformation) {
        try {
            TransformationRun run = transformation instanceof TransformationRun registered
                    ? registered
                    : new TransformationRun(Task.ofNobody());
            run.resume();
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a function has thrown. */
    @Hidden
    public static void failed(Throwable thrown) {
        try {
            if (State.current().task instanceof TransformationRun run) {
                Throwables.leaves(thrown, run, run.function);
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when a transformation has run. */
    public static void end() {
        try {
            State.current().end(TransformationRun.class);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private ScalaHooks() {}
}
