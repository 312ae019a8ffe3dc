package dev.whence.logback;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.whence.runtime.Mdc;
import java.lang.reflect.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the runtime access to logback's MDC. A captured MDC is one unmodifiable map, which all captures share.
 *
 * <p>Logback's adapter caches an unmodifiable copy of the MDC for each thread until the thread changes it. So a capture
 * costs two thread locals, and a copy only after a change. {@code setContextMap} copies its argument and clears that
 * cache, so the next capture would copy again. {@link #set} therefore puts the map into the cache, if that private
 * field is accessible.
 */
final class MdcBridge extends Mdc.Access {
    private final LogbackMDCAdapter adapter;
    private final @Nullable ThreadLocal<Object> shared;

    MdcBridge(LogbackMDCAdapter adapter) {
        super("logback");
        this.adapter = adapter;
        this.shared = sharedMaps(adapter);
    }

    /** Returns whether this bridge is the one of the adapter. */
    boolean adapts(LogbackMDCAdapter other) {
        return adapter == other;
    }

    @Override
    protected @Nullable Object get() {
        return adapter.getPropertyMap();
    }

    @Override
    protected void set(@Nullable Object map) {
        if (map == null) {
            adapter.clear();
            return;
        }
        adapter.setContextMap((Map<?, ?>) map);
        if (shared != null) {
            shared.set(map);
        }
    }

    @SuppressWarnings("unchecked")
    private static @Nullable ThreadLocal<Object> sharedMaps(LogbackMDCAdapter adapter) {
        try {
            Field field = LogbackMDCAdapter.class.getDeclaredField("readOnlyThreadLocalMap");
            field.setAccessible(true);
            return (ThreadLocal<Object>) field.get(adapter);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
