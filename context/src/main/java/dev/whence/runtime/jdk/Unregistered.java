package dev.whence.runtime.jdk;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The run of a continuation that was registered before the agent was attached. The context of its registration is not
 * known. So the continuation runs without a context, and not in the context of the task that completes its source.
 */
class Unregistered<F> extends Task {
    final F function;

    private Unregistered(F function) {
        this.function = function;
    }

    /** A run of an action. */
    static final class OfRunnable extends Unregistered<Runnable> implements Runnable {
        OfRunnable(Runnable function) {
            super(function);
        }

        @Override
        @Hidden
        public void run() {
            State state = resume();
            try {
                function.run();
            } finally {
                restore(state);
            }
        }
    }

    /** A run of a function of one result. */
    static final class OfFunction extends Unregistered<Function<Object, Object>> implements Function<Object, Object> {
        OfFunction(Function<Object, Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public Object apply(Object argument) {
            State state = resume();
            try {
                return function.apply(argument);
            } finally {
                restore(state);
            }
        }
    }

    /** A run of a consumer of one result. */
    static final class OfConsumer extends Unregistered<Consumer<Object>> implements Consumer<Object> {
        OfConsumer(Consumer<Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public void accept(Object argument) {
            State state = resume();
            try {
                function.accept(argument);
            } finally {
                restore(state);
            }
        }
    }

    /** A run of a consumer of two results. */
    static final class OfBiConsumer extends Unregistered<BiConsumer<Object, Object>>
            implements BiConsumer<Object, Object> {
        OfBiConsumer(BiConsumer<Object, Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public void accept(Object first, Object second) {
            State state = resume();
            try {
                function.accept(first, second);
            } finally {
                restore(state);
            }
        }
    }

    /** A run of a function of two results. */
    static final class OfBiFunction extends Unregistered<BiFunction<Object, Object, Object>>
            implements BiFunction<Object, Object, Object> {
        OfBiFunction(BiFunction<Object, Object, Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public Object apply(Object first, Object second) {
            State state = resume();
            try {
                return function.apply(first, second);
            } finally {
                restore(state);
            }
        }
    }
}
