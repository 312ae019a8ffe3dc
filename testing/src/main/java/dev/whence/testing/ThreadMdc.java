package dev.whence.testing;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.slf4j.MDC;

/** The MDC of a thread, in all loggers that are there. */
final class ThreadMdc {
    private static final boolean HAS_SLF4J = LoggedLines.isThere("org.slf4j.MDC");
    private static final boolean HAS_LOG4J = LoggedLines.isThere("org.apache.logging.log4j.ThreadContext");

    /** Returns the entries of the current thread. */
    static Map<String, String> now() {
        Map<String, String> all = new HashMap<>();
        if (HAS_SLF4J) {
            OfSlf4j.addTo(all);
        }
        if (HAS_LOG4J) {
            OfLog4j.addTo(all);
        }
        return all;
    }

    private static final class OfSlf4j {
        static void addTo(Map<String, String> all) {
            Map<String, String> entries = MDC.getCopyOfContextMap();
            if (entries != null) {
                all.putAll(entries);
            }
        }
    }

    private static final class OfLog4j {
        static void addTo(Map<String, String> all) {
            all.putAll(ThreadContext.getImmutableContext());
        }
    }

    private ThreadMdc() {}
}
