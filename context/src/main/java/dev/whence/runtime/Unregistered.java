package dev.whence.runtime;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The run of a continuation that was registered before the agent was attached: nobody knows in which correlation, so it
 * has none, and not that of whoever completes its source. What libraries keep for the thread stays as it is.
 */
class Unregistered<F> extends Task {
    final F function;

    private Unregistered(F function) {
        this.function = function;
    }

    /** Makes this the current task; the one before. */
    @Hidden
    final Task begin() {
        State state = State.current();
        Task before = state.task;
        state.task = this;
        return before;
    }

    @Hidden
    static void end(Task before) {
        State.current().task = before;
    }

    /** An action. */
    static final class OfRunnable extends Unregistered<Runnable> implements Runnable {
        OfRunnable(Runnable function) {
            super(function);
        }

        @Override
        @Hidden
        public void run() {
            Task before = begin();
            try {
                function.run();
            } finally {
                end(before);
            }
        }
    }

    /** A function of one result. */
    static final class OfFunction extends Unregistered<Function<Object, Object>> implements Function<Object, Object> {
        OfFunction(Function<Object, Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public Object apply(Object argument) {
            Task before = begin();
            try {
                return function.apply(argument);
            } finally {
                end(before);
            }
        }
    }

    /** A consumer of one result. */
    static final class OfConsumer extends Unregistered<Consumer<Object>> implements Consumer<Object> {
        OfConsumer(Consumer<Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public void accept(Object argument) {
            Task before = begin();
            try {
                function.accept(argument);
            } finally {
                end(before);
            }
        }
    }

    /** A consumer of two results. */
    static final class OfBiConsumer extends Unregistered<BiConsumer<Object, Object>>
            implements BiConsumer<Object, Object> {
        OfBiConsumer(BiConsumer<Object, Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public void accept(Object first, Object second) {
            Task before = begin();
            try {
                function.accept(first, second);
            } finally {
                end(before);
            }
        }
    }

    /** A function of two results. */
    static final class OfBiFunction extends Unregistered<BiFunction<Object, Object, Object>>
            implements BiFunction<Object, Object, Object> {
        OfBiFunction(BiFunction<Object, Object, Object> function) {
            super(function);
        }

        @Override
        @Hidden
        public Object apply(Object first, Object second) {
            Task before = begin();
            try {
                return function.apply(first, second);
            } finally {
                end(before);
            }
        }
    }
}
