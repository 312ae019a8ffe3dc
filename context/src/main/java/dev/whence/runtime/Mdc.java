package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's MDC, as far as a logging library that has one announced itself.
 *
 * <p>That is held weakly, or an application that was undeployed could never be unloaded: who announces something has to
 * keep it, in a static field of its own.
 */
public final class Mdc {
    private static final HookSwitch SWITCH = HookSwitch.named("logback");

    private static volatile @Nullable WeakReference<Access> access;

    /** The map of one logging library; implemented where its types are known. Maps are shared, never changed. */
    public abstract static class Access {
        /** The map of the current thread, or null. */
        protected abstract @Nullable Object get();

        /** Gives the current thread a map, or none. */
        protected abstract void set(@Nullable Object map);
    }

    /** Announces a logging library; null takes the announcement back. */
    public static void access(@Nullable Access announced) {
        access = announced == null ? null : new WeakReference<>(announced);
    }

    private static @Nullable Access access() {
        WeakReference<Access> announced = access;
        return announced == null ? null : announced.get();
    }

    /** The MDC is about to be used: a thread that was started with one gets it now, unless it has lost it since. */
    static void used(State state) {
        state.checkAdoption();
        Object inherited = Carried.mdc(state.inherited);
        Access mdc = access();
        if (inherited != null && mdc != null) {
            state.inherited = Carried.withoutMdc(state.inherited);
            set(mdc, inherited);
        }
    }

    static @Nullable Object capture() {
        Access mdc = access();
        return mdc == null ? null : get(mdc);
    }

    /** Whether two captured maps have the same entries. What is captured twice without a change between is one object. */
    static boolean isEqual(@Nullable Object map, @Nullable Object other) {
        try {
            return map == other || entries(map).equals(entries(other));
        } catch (Throwable e) {
            return false;
        }
    }

    private static Map<?, ?> entries(@Nullable Object map) {
        return map instanceof Map<?, ?> entries ? entries : Collections.emptyMap();
    }

    /** Takes the entries of a captured map away from the current thread, but for those that were changed since. */
    static void withdraw(@Nullable Object captured) {
        Access mdc = captured == null ? null : access();
        if (mdc != null) {
            Object present = get(mdc);
            change(mdc, present, present == captured ? null : without(entries(captured), entries(present)));
        }
    }

    private static @Nullable Map<?, ?> without(Map<?, ?> captured, Map<?, ?> present) {
        Map<Object, Object> left = new HashMap<>(present);
        for (Map.Entry<?, ?> entry : captured.entrySet()) {
            if (left.get(entry.getKey()) == entry.getValue()) {
                left.remove(entry.getKey());
            }
        }
        return left.isEmpty() ? null : Collections.unmodifiableMap(left);
    }

    private static @Nullable Object get(Access mdc) {
        try {
            return mdc.get();
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** A captured map, with those entries of the current thread's that it does not have. */
    static @Nullable Object overCurrent(@Nullable Object captured) {
        Object present = capture();
        if (present == null || present == captured || !(captured instanceof Map<?, ?> entries)) {
            return captured == null ? present : captured;
        }
        try {
            Map<Object, Object> both = new HashMap<>(entries(present));
            both.putAll(entries);
            return Collections.unmodifiableMap(both);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return captured;
        }
    }

    /** Sets a captured map and returns the one before. */
    static @Nullable Object swap(@Nullable Object captured) {
        Access mdc = access();
        if (mdc == null) {
            return null;
        }
        Object before = get(mdc);
        change(mdc, before, captured);
        return before;
    }

    private static void change(Access mdc, @Nullable Object present, @Nullable Object wanted) {
        if (present != wanted) {
            try {
                set(mdc, wanted);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    static void restore(@Nullable Object before) {
        Access mdc = access();
        if (mdc != null) {
            Object present = get(mdc);
            change(mdc, present, before);
        }
    }

    /** Sets a map; what it says of the correlation is known already. */
    private static void set(Access mdc, @Nullable Object map) {
        if (Settings.mdcIdKey.isEmpty()) {
            mdc.set(map);
            return;
        }
        State state = State.current();
        state.isSettingMdc = true;
        try {
            mdc.set(map);
        } finally {
            state.isSettingMdc = false;
        }
    }

    private Mdc() {}
}
