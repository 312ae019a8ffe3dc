package dev.whence.agent.live;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** The owners of monitors, which only the JVM's management interface tells. */
final class Monitors {
    /** Returns the thread whose monitor a platform thread waits for, or null if that is not known. */
    static @Nullable Thread owner(Thread blocked) {
        try {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(id(blocked));
            return info == null || info.getLockOwnerId() < 0 ? null : byId(info.getLockOwnerId());
        } catch (RuntimeException | LinkageError withoutModule) {
            return null;
        }
    }

    @SuppressWarnings("deprecation") // threadId came with JDK 19. The threads of the JDK do not override this.
    static long id(Thread thread) {
        return thread.getId();
    }

    private static @Nullable Thread byId(long id) {
        for (Thread thread : Threads.all()) {
            if (id(thread) == id) {
                return thread;
            }
        }
        return null;
    }

    private Monitors() {}
}
