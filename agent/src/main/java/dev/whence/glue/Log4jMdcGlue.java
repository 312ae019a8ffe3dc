package dev.whence.glue;

import dev.whence.runtime.Mdc;
import dev.whence.runtime.log.LogHooks;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * The glue of the thread context of Log4j 2, which is its MDC.
 *
 * <p>Log4j makes a new map for each look at the thread context. A captured MDC has to be the same object as long as the
 * thread context does not change, so each thread remembers the last one. It is a map of the JDK, which keeps no class of
 * Log4j alive.
 */
public final class Log4jMdcGlue extends Mdc.Access {
    private static final ThreadLocal<@Nullable Map<String, String>> LAST = new ThreadLocal<>();

    /** A strong reference, since the runtime refers to it weakly. */
    private static final Log4jMdcGlue INSTANCE = new Log4jMdcGlue();

    private static boolean isAnnounced;

    /** Called when the thread context has been initialised, which may be done again. */
    public static synchronized void announce() {
        if (!isAnnounced) {
            isAnnounced = true;
            LogHooks.announced(INSTANCE);
        }
    }

    @Override
    protected @Nullable Object get() {
        Map<String, String> present = ThreadContext.getImmutableContext();
        if (present.isEmpty()) {
            return null;
        }
        Map<String, String> last = LAST.get();
        if (last == null || !last.equals(present)) {
            last = Collections.unmodifiableMap(new HashMap<>(present));
            LAST.set(last);
        }
        return last;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void set(@Nullable Object map) {
        ThreadContext.clearMap();
        if (map != null) {
            ThreadContext.putAll((Map<String, String>) map);
            LAST.set((Map<String, String>) map);
        }
    }

    private Log4jMdcGlue() {
        super("Log4j");
    }
}
