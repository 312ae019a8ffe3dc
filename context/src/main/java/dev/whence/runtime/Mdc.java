package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's MDC, as far as a logging library that has one announced itself.
 *
 * <p>That is held weakly, or an application that was undeployed could never be unloaded: who announces something has to
 * keep it, in a static field of its own.
 *
 * <p>Several applications in one JVM may have a library each. Then what is captured are the maps of all of them, and each
 * map is given to none but the library that it comes from.
 */
public final class Mdc {
    private static final HookSwitch SWITCH = HookSwitch.named("logback");

    private static final ThreadLocal<@Nullable Access> SETTER = new ThreadLocal<>();

    /** What was announced; the first keeps its place when it is gone. The arrays are never changed. */
    private static volatile Announced[] known = {};

    /** The map of one logging library; implemented where its types are known. Maps are shared, never changed. */
    public abstract static class Access {
        /** The map of the current thread, or null. */
        protected abstract @Nullable Object get();

        /** Gives the current thread a map, or none. */
        protected abstract void set(@Nullable Object map);
    }

    private static final class Announced extends WeakReference<Access> {
        Announced(Access access) {
            super(access);
        }
    }

    /** Maps of several libraries. */
    private static final class Maps {
        private final Announced[] announced;
        private final @Nullable Object[] maps;

        private Maps(Announced[] announced, @Nullable Object[] maps) {
            this.announced = announced;
            this.maps = maps;
        }

        /** Null stands for no map of any library. */
        static @Nullable Object of(Announced[] announced, @Nullable Object[] maps) {
            for (Object map : maps) {
                if (map != null) {
                    return new Maps(announced, maps);
                }
            }
            return null;
        }

        @Nullable Object of(Announced one) {
            for (int i = 0; i < maps.length; i++) {
                if (announced[i] == one) {
                    return maps[i];
                }
            }
            return null;
        }
    }

    /** Announces a logging library; null takes all announcements back. */
    public static synchronized void access(@Nullable Access announced) {
        known = announced == null ? new Announced[0] : with(announced, known);
    }

    private static Announced[] with(Access announced, Announced[] before) {
        List<Announced> all = new ArrayList<>();
        for (Announced one : before) {
            if (all.isEmpty() || one.get() != null) {
                all.add(one);
            }
        }
        all.add(new Announced(announced));
        return all.toArray(new Announced[0]);
    }

    /** The map of one library. One that stands for itself was captured when there was only the first. */
    private static @Nullable Object of(@Nullable Object captured, Announced one) {
        if (captured instanceof Maps maps) {
            return maps.of(one);
        }
        return captured == null || one == known[0] ? captured : null;
    }

    /** Whether there is a library to give an MDC to. */
    static boolean isKnown() {
        return known.length > 0;
    }

    static @Nullable Object capture() {
        Announced[] all = known;
        if (all.length <= 1) {
            return all.length == 0 ? null : get(all[0].get());
        }
        @Nullable Object[] maps = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            maps[i] = get(all[i].get());
        }
        return Maps.of(all, maps);
    }

    /** Whether two captured maps are the same. What is captured twice without a change between is. */
    static boolean isSame(@Nullable Object map, @Nullable Object other) {
        if (map instanceof Maps || other instanceof Maps) {
            for (Announced one : known) {
                if (of(map, one) != of(other, one)) {
                    return false;
                }
            }
            return true;
        }
        return map == other;
    }

    /** Whether two captured maps have the same entries. */
    static boolean isEqual(@Nullable Object map, @Nullable Object other) {
        if (map == other) {
            return true;
        }
        try {
            for (Announced one : known) {
                if (!entries(of(map, one)).equals(entries(of(other, one)))) {
                    return false;
                }
            }
            return true;
        } catch (Throwable e) {
            SWITCH.failed(e);
            return false;
        }
    }

    private static Map<?, ?> entries(@Nullable Object map) {
        return map instanceof Map<?, ?> entries ? entries : Collections.emptyMap();
    }

    /** Takes the entries of a captured map away from the current thread, but for those that were changed since. */
    static void withdraw(@Nullable Object captured) {
        for (Announced one : known) {
            Access mdc = one.get();
            Object lost = of(captured, one);
            if (mdc != null && lost != null) {
                Object present = get(mdc);
                change(mdc, present, present == lost ? null : without(entries(lost), entries(present)));
            }
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

    private static @Nullable Object get(@Nullable Access mdc) {
        try {
            return mdc == null ? null : mdc.get();
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** A captured map, with those entries of the current thread's that it does not have. */
    static @Nullable Object overCurrent(@Nullable Object captured) {
        Announced[] all = known;
        if (all.length <= 1) {
            return over(captured, capture());
        }
        @Nullable Object[] maps = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            maps[i] = over(of(captured, all[i]), get(all[i].get()));
        }
        return Maps.of(all, maps);
    }

    private static @Nullable Object over(@Nullable Object captured, @Nullable Object present) {
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
        Object before = capture();
        give(before, captured);
        return before;
    }

    static void restore(@Nullable Object before) {
        give(capture(), before);
    }

    static void give(@Nullable Object present, @Nullable Object wanted) {
        for (Announced one : known) {
            Access mdc = one.get();
            if (mdc != null) {
                change(mdc, of(present, one), of(wanted, one));
            }
        }
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

    /** Sets a map, which says nothing of the correlation that is not known already. */
    private static void set(Access mdc, @Nullable Object map) {
        if (Settings.mdcIdKey.isEmpty()) {
            mdc.set(map);
            return;
        }
        SETTER.set(mdc);
        try {
            mdc.set(map);
        } finally {
            SETTER.remove();
        }
    }

    /** Whether the runtime, and not the program, changes the MDC of the current thread just now. */
    public static boolean isBeingSet() {
        return SETTER.get() != null;
    }

    private Mdc() {}
}
