package dev.whence.runtime;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The run of a continuation that was registered before the agent was attached: nobody knows in which context, so it has
 * none, and not that of whoever completes its source.
 */
final class Unregistered extends Task
        implements Function<Object, Object>, Consumer<Object>, Runnable, BiConsumer<Object, Object> {
    private final Object function;

    Unregistered(Object function) {
        this.function = function;
    }

    @Override
    @Hidden
    public void run() {
        State state = resume();
        try {
            ((Runnable) function).run();
        } finally {
            restore(state);
        }
    }

    @Override
    @Hidden
    @SuppressWarnings("unchecked")
    public Object apply(Object argument) {
        State state = resume();
        try {
            return ((Function<Object, Object>) function).apply(argument);
        } finally {
            restore(state);
        }
    }

    @Override
    @Hidden
    @SuppressWarnings("unchecked")
    public void accept(Object argument) {
        State state = resume();
        try {
            ((Consumer<Object>) function).accept(argument);
        } finally {
            restore(state);
        }
    }

    @Override
    @Hidden
    @SuppressWarnings("unchecked")
    public void accept(Object first, Object second) {
        State state = resume();
        try {
            ((BiConsumer<Object, Object>) function).accept(first, second);
        } finally {
            restore(state);
        }
    }

    /** A function of two results. */
    static final class OfBoth extends Task implements BiFunction<Object, Object, Object> {
        private final BiFunction<Object, Object, Object> function;

        OfBoth(BiFunction<Object, Object, Object> function) {
            this.function = function;
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
