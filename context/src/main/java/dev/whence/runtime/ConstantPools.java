package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Access to the constant pools of classes. It needs internal classes of the JDK, so only the agent has it.
 *
 * <p>It is written in plain calls. Method handles for the same would take longer to make than the rest of the runtime.
 */
public abstract class ConstantPools {
    private static @Nullable ConstantPools known;

    /** Announces the access. */
    public static void announce(ConstantPools pools) {
        known = pools;
    }

    static @Nullable ConstantPools known() {
        return known;
    }

    /** Returns the constant pool of a class. */
    protected abstract Object of(Class<?> type);

    /** Returns the number of constants, including the first one, which is none. */
    protected abstract int size(Object pool);

    /** Returns the name of the kind of a constant. */
    protected abstract String tag(Object pool, int index);

    /** Returns the internal name of the class of a called method, its name, and its descriptor. */
    protected abstract String[] method(Object pool, int index);

    /** Returns the class of a called method, or null if it is not loaded. */
    protected abstract @Nullable Class<?> owner(Object pool, int index);
}
