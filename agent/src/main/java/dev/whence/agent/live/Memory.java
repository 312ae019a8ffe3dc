package dev.whence.agent.live;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Since when things are there, as far as earlier frames have shown them. It refers to them weakly, and only to those of
 * the last frame.
 */
final class Memory {
    /** How many things are remembered at most. */
    private static final int MOST = 20_000;

    private Map<Key, Long> before = new HashMap<>();
    private Map<Key, Long> now = new HashMap<>();

    /** A thing in a condition. Two keys are equal if both are. */
    private static final class Key extends WeakReference<Object> {
        private final int condition;
        private final int hash;

        Key(Object thing, int condition) {
            super(thing);
            this.condition = condition;
            this.hash = 31 * System.identityHashCode(thing) + condition;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object thing = get();
            return this == other
                    || (thing != null && other instanceof Key key && key.condition == condition && key.get() == thing);
        }
    }

    /** Returns the time since a thing was first seen in a condition, in milliseconds; 0 if that is now. */
    long millis(Object thing, int condition) {
        Key key = new Key(thing, condition);
        long moment = System.nanoTime();
        long since = before.getOrDefault(key, moment);
        if (now.size() < MOST) {
            now.put(key, since);
        }
        return TimeUnit.NANOSECONDS.toMillis(moment - since);
    }

    /** Forgets what was not seen since the last call. */
    void forgetOthers() {
        before = now;
        now = new HashMap<>();
    }
}
