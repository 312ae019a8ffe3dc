package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's MDC, in all logging libraries that have announced themselves.
 *
 * <p>The announcements are held weakly, because otherwise an undeployed application could never be unloaded. So the
 * announcing code has to keep its object in a static field of its own.
 *
 * <p>Several applications in one JVM may each have a library of their own. In that case a captured MDC has the maps of
 * all of them, and each library only ever gets back a map of its own.
 */
public final class Mdc {
    /** The library whose map this runtime is setting on the current thread; null if there is none. */
    private static final ThreadLocal<@Nullable Access> SETTER = new ThreadLocal<>();

    /**
     * The announced libraries. The first one keeps its place after it was collected. The array is never changed, only
     * replaced.
     */
    private static volatile Announced[] known = {};

    /** The MDC of one logging library, implemented where its types are known. Maps are shared and never changed. */
    public abstract static class Access {
        private final HookSwitch hook;

        /** Creates an access, whose errors count for a hook. */
        protected Access(String hook) {
            this.hook = HookSwitch.named(hook);
        }

        /** Returns the map of the current thread, or null if it has none. */
        protected abstract @Nullable Object get();

        /** Sets the map of the current thread; null removes it. */
        protected abstract void set(@Nullable Object map);
    }

    private static final class Announced extends WeakReference<Access> {
        final HookSwitch hook;

        Announced(Access access) {
            super(access);
            hook = access.hook;
        }
    }

    /** The captured maps of several libraries, of which at least one has a map. */
    private static final class Maps {
        private final Announced[] announced;
        private final @Nullable Object[] maps;

        private Maps(Announced[] announced) {
            this.announced = announced;
            this.maps = new Object[announced.length];
        }

        /** Returns the maps with the one of another library. Most threads have none, so the first one makes the object. */
        static @Nullable Maps with(@Nullable Maps others, Announced[] announced, int index, @Nullable Object map) {
            if (map == null) {
                return others;
            }
            Maps all = others == null ? new Maps(announced) : others;
            all.maps[index] = map;
            return all;
        }

        /** Returns the map of one library, or null if it has none. */
        @Nullable Object of(Announced one) {
            for (int i = 0; i < maps.length; i++) {
                if (announced[i] == one) {
                    return maps[i];
                }
            }
            return null;
        }
    }

    /** Announces a logging library. Null withdraws all announcements. */
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

    /**
     * Returns the map of one library from a captured MDC. A map without a {@link Maps} around it was captured when
     * there was only the first library.
     */
    private static @Nullable Object of(@Nullable Object captured, Announced one) {
        if (captured instanceof Maps maps) {
            return maps.of(one);
        }
        return captured == null || one == known[0] ? captured : null;
    }

    /** Whether a logging library with an MDC was announced. */
    static boolean isKnown() {
        return known.length > 0;
    }

    /** Returns the MDC of the current thread, or null if it is empty. */
    static @Nullable Object capture() {
        Announced[] all = known;
        if (all.length <= 1) {
            return all.length == 0 ? null : get(all[0].get());
        }
        Maps maps = null;
        for (int i = 0; i < all.length; i++) {
            maps = Maps.with(maps, all, i, get(all[i].get()));
        }
        return maps;
    }

    /** Whether two captured MDCs are the same. Two captures are, if the MDC did not change between them. */
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

    /** Whether two captured MDCs have equal entries. */
    static boolean isEqual(@Nullable Object map, @Nullable Object other) {
        if (map == other) {
            return true;
        }
        for (Announced one : known) {
            if (!isEqual(one, of(map, one), of(other, one))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEqual(Announced one, @Nullable Object map, @Nullable Object other) {
        try {
            return entries(map).equals(entries(other));
        } catch (Throwable e) {
            one.hook.failed(e);
            return false;
        }
    }

    private static Map<?, ?> entries(@Nullable Object map) {
        return map instanceof Map<?, ?> entries ? entries : Collections.emptyMap();
    }

    /** Removes the entries of a captured MDC from the current thread. An entry that has changed since stays. */
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

    /** Adds the keys of the entries that a present MDC has, but neither an earlier one nor the one that comes next. */
    static void added(Set<String> keys, @Nullable Object earlier, @Nullable Object next, @Nullable Object present) {
        for (Announced one : known) {
            Object now = of(present, one);
            if (now != null && now != of(earlier, one) && now != of(next, one)) {
                Map<?, ?> before = entries(of(earlier, one));
                Map<?, ?> after = entries(of(next, one));
                for (Map.Entry<?, ?> entry : entries(now).entrySet()) {
                    Object key = entry.getKey();
                    if (isOther(entry.getValue(), before.get(key)) && isOther(entry.getValue(), after.get(key))) {
                        keys.add(String.valueOf(key));
                    }
                }
            }
        }
    }

    private static boolean isOther(@Nullable Object value, @Nullable Object other) {
        return value != other && !(value instanceof String text && text.equals(other));
    }

    private static @Nullable Object get(@Nullable Access mdc) {
        if (mdc == null) {
            return null;
        }
        try {
            return mdc.get();
        } catch (Throwable e) {
            mdc.hook.failed(e);
            return null;
        }
    }

    /** Returns a captured MDC, extended by those entries of the current thread that it does not have. */
    static @Nullable Object overCurrent(@Nullable Object captured) {
        Announced[] all = known;
        if (all.length <= 1) {
            return all.length == 0 ? captured : over(all[0], captured, capture());
        }
        Maps maps = null;
        for (int i = 0; i < all.length; i++) {
            maps = Maps.with(maps, all, i, over(all[i], of(captured, all[i]), get(all[i].get())));
        }
        return maps;
    }

    private static @Nullable Object over(Announced one, @Nullable Object captured, @Nullable Object present) {
        if (present == null || present == captured || !(captured instanceof Map<?, ?> entries)) {
            return captured == null ? present : captured;
        }
        try {
            Map<Object, Object> both = new HashMap<>(entries(present));
            both.putAll(entries);
            return Collections.unmodifiableMap(both);
        } catch (Throwable e) {
            one.hook.failed(e);
            return captured;
        }
    }

    /** Sets a captured MDC on the current thread and returns the one before. */
    static @Nullable Object swap(@Nullable Object captured) {
        Object before = capture();
        give(before, captured);
        return before;
    }

    /** Sets a captured MDC on the current thread again. */
    static void restore(@Nullable Object before) {
        give(capture(), before);
    }

    /** Changes the MDC of the current thread from the present one to the wanted one. */
    static void give(@Nullable Object present, @Nullable Object wanted) {
        if (present == wanted) {
            return;
        }
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
                mdc.hook.failed(e);
            }
        }
    }

    /**
     * Sets a map. The change is marked as the runtime's own, so that an ID in the map does not become a correlation.
     */
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

    /** Whether the runtime, and not the program, is changing the MDC of the current thread. */
    public static boolean isBeingSet() {
        return SETTER.get() != null;
    }

    private Mdc() {}
}
