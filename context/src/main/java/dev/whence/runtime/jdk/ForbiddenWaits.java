package dev.whence.runtime.jdk;

import dev.whence.runtime.Incidents;
import dev.whence.runtime.State;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Waits on threads that many share, and that should not wait: those of event loops and of the common pool. Threads of
 * event loops are known by the names of their classes and interfaces, as no library is named here otherwise.
 *
 * <p>A wait that is no such one costs the look at the class of its thread.
 */
final class ForbiddenWaits {
    private static final String[] TYPES = {
        // Netty's, of which some are no event loops: their stack tells. Vert.x's are of this class too.
        "io.netty.util.concurrent.FastThreadLocalThread",
        "reactor.core.scheduler.NonBlocking",
        "jdk.internal.net.http.HttpClientImpl$SelectorManager",
        "org.xnio.XnioIoThread",
    };

    /** Whether threads of a class may be ones that should not wait. */
    private static final ClassValue<Boolean> ARE_SHARED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return ForkJoinWorkerThread.class.isAssignableFrom(type) || isNamed(type);
        }
    };

    /** Called when the current thread begins to wait for a future. The state is that of the thread, if it is known. */
    static void begins(@Nullable State known) {
        if (!Incidents.takesWaits()) {
            return;
        }
        Thread thread = Thread.currentThread();
        if (areForbiddenOn(thread)
                && (Incidents.takesWaitsInCommonPool() || !(thread instanceof ForkJoinWorkerThread))) {
            Incidents.waits((known == null ? State.current() : known).task);
        }
    }

    /** Whether a thread should not wait. Of those of Netty, some may nevertheless. */
    static boolean areForbiddenOn(Thread thread) {
        return ARE_SHARED.get(thread.getClass())
                && (!(thread instanceof ForkJoinWorkerThread worker) || worker.getPool() == ForkJoinPool.commonPool());
    }

    private static boolean isNamed(Class<?> type) {
        for (Class<?> next = type; next != null && next != Thread.class; next = next.getSuperclass()) {
            if (isOneOf(next.getName())) {
                return true;
            }
            for (Class<?> implemented : next.getInterfaces()) {
                if (isOneOf(implemented.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a name is one of these, also if the library was moved into a package of another one. */
    private static boolean isOneOf(String name) {
        for (String type : TYPES) {
            if (name.endsWith(type)) {
                return true;
            }
        }
        return false;
    }

    private ForbiddenWaits() {}
}
