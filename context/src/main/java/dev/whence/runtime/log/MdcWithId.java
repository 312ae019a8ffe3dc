package dev.whence.runtime.log;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The unmodifiable MDC of an event with one entry more. It shares the MDC instead of copying it, because a logging library
 * asks for the map several times for each event.
 *
 * <p>It is serialized as a map of the JDK: who reads the event may know nothing of Whence.
 */
final class MdcWithId extends AbstractMap<String, String> implements Serializable {
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> mdc;
    private final transient String key;
    private final transient String id;

    /** Creates a map of an MDC, which has no such key. */
    MdcWithId(Map<String, String> mdc, String key, String id) {
        this.mdc = mdc;
        this.key = key;
        this.id = id;
    }

    @Override
    public @Nullable String get(@Nullable Object wanted) {
        return key.equals(wanted) ? id : mdc.get(wanted);
    }

    @Override
    public boolean containsKey(@Nullable Object wanted) {
        return key.equals(wanted) || mdc.containsKey(wanted);
    }

    @Override
    public int size() {
        return mdc.size() + 1;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        action.accept(key, id);
        mdc.forEach(action);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new Entries();
    }

    private Object writeReplace() {
        return new HashMap<>(this);
    }

    private final class Entries extends AbstractSet<Entry<String, String>> {
        @Override
        public int size() {
            return MdcWithId.this.size();
        }

        @Override
        public Iterator<Entry<String, String>> iterator() {
            return new Iteration();
        }
    }

    private final class Iteration implements Iterator<Entry<String, String>> {
        private final Iterator<Entry<String, String>> others =
                Collections.unmodifiableMap(mdc).entrySet().iterator();
        private boolean isIdNext = true;

        @Override
        public boolean hasNext() {
            return isIdNext || others.hasNext();
        }

        @Override
        public Entry<String, String> next() {
            if (isIdNext) {
                isIdNext = false;
                return new SimpleImmutableEntry<>(key, id);
            }
            return others.next();
        }
    }
}
