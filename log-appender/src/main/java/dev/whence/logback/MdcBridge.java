package dev.whence.logback;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.whence.runtime.Mdc;
import java.lang.reflect.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logback's MDC as the runtime sees it: one unmodifiable map, shared by all that captured it.
 *
 * <p>The adapter keeps such a map of each thread until the thread changes its MDC, so that reading it is two thread
 * locals and, after a change, a copy. Setting a map copies it, and forgets the shared one; it is put back here where
 * that is possible, or else every hop would cost another copy.
 */
final class MdcBridge extends Mdc.Access {
    private final LogbackMDCAdapter adapter;
    private final @Nullable ThreadLocal<Object> shared;

    MdcBridge(LogbackMDCAdapter adapter) {
        this.adapter = adapter;
        this.shared = sharedMaps(adapter);
    }

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
