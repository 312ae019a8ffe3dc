package dev.whence.agent.live;

import dev.whence.runtime.table.InjectedField;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The owners of monitors. Of platform threads the JVM's management interface tells for which monitor they wait; it takes a
 * virtual thread that holds one for its carrier. Of virtual threads only a class of JDK 25 and later does, by which the
 * JDK itself writes its thread dumps: before, the JVM says that the carrier waits for the virtual thread. The class tells
 * which monitors a thread holds, so all threads are asked for theirs, once and only if a virtual thread is blocked.
 */
final class Monitors {
    private static final String SNAPSHOT = "jdk.internal.vm.ThreadSnapshot";

    /** How many threads are asked at most. Each costs some microseconds. */
    private static final int MOST = 20_000;

    private static final JdkField CARRIER = JdkField.of("java.lang.VirtualThread", "carrierThread");
    private static final JdkField BLOCKER = JdkField.of(SNAPSHOT, "blocker");
    private static final JdkField BLOCKED_ON = JdkField.of(SNAPSHOT + "$ThreadBlocker", "obj");
    private static final JdkField LOCKS = JdkField.of(SNAPSHOT, "locks");
    private static final JdkField LOCKED = JdkField.of(SNAPSHOT + "$ThreadLock", "obj");
    private static final JdkField KIND_OF_LOCK = JdkField.of(SNAPSHOT + "$ThreadLock", "typeOrdinal");
    private static final @Nullable Method SNAPSHOT_OF = snapshotOf();

    private final List<Thread> threads;
    private @Nullable Map<Long, Thread> byId;
    private @Nullable IdentityHashMap<Thread, Thread> byCarrier;
    private @Nullable IdentityHashMap<Object, Thread> owners;

    Monitors(List<Thread> threads) {
        this.threads = threads;
    }

    private static @Nullable Method snapshotOf() {
        Class<?> type = InjectedField.type(SNAPSHOT);
        if (type == null) {
            return null;
        }
        try {
            Method method = type.getDeclaredMethod("of", Thread.class);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
    }

    /** Returns the thread whose monitor a thread waits for, or null if that is not known. */
    @Nullable Thread owner(Thread blocked) {
        Thread owner = Threads.isVirtual(blocked) ? null : ownerByManagement(blocked);
        return owner == null ? ownerBySnapshots(blocked) : byCarrier().getOrDefault(owner, owner);
    }

    /** Returns the virtual threads that are on a carrier, by their carriers. */
    private IdentityHashMap<Thread, Thread> byCarrier() {
        IdentityHashMap<Thread, Thread> known = byCarrier;
        if (known == null) {
            known = new IdentityHashMap<>();
            for (Thread thread : threads) {
                boolean isVirtual = thread.getClass().getName().equals("java.lang.VirtualThread");
                if (isVirtual && CARRIER.get(thread) instanceof Thread carrier) {
                    known.put(carrier, thread);
                }
            }
            byCarrier = known;
        }
        return known;
    }

    private @Nullable Thread ownerByManagement(Thread blocked) {
        try {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(id(blocked));
            return info == null ? null : byId().get(info.getLockOwnerId());
        } catch (RuntimeException | LinkageError withoutModule) {
            return null;
        }
    }

    private Map<Long, Thread> byId() {
        Map<Long, Thread> known = byId;
        if (known == null) {
            known = new HashMap<>();
            for (Thread thread : threads) {
                known.put(id(thread), thread);
            }
            byId = known;
        }
        return known;
    }

    @SuppressWarnings("deprecation") // threadId came with JDK 19. The threads of the JDK do not override this.
    static long id(Thread thread) {
        return thread.getId();
    }

    private @Nullable Thread ownerBySnapshots(Thread blocked) {
        Object snapshot = snapshot(blocked);
        Object monitor = snapshot == null ? null : blockedOn(snapshot);
        return monitor == null ? null : owners().get(monitor);
    }

    private IdentityHashMap<Object, Thread> owners() {
        IdentityHashMap<Object, Thread> known = owners;
        if (known == null) {
            known = new IdentityHashMap<>();
            for (Thread thread : threads.subList(0, Math.min(MOST, threads.size()))) {
                addMonitorsOf(thread, known);
            }
            owners = known;
        }
        return known;
    }

    private static void addMonitorsOf(Thread thread, IdentityHashMap<Object, Thread> owners) {
        Object snapshot = snapshot(thread);
        if (snapshot != null && LOCKS.get(snapshot) instanceof Object[] locks) {
            // A thread in Object.wait is said to hold the monitor that it has given up.
            Object waitsFor = blockedOn(snapshot);
            for (Object lock : locks) {
                Object monitor = LOCKED.get(lock);
                if (KIND_OF_LOCK.getInt(lock) == 0 && monitor != null && monitor != waitsFor) {
                    owners.put(monitor, thread);
                }
            }
        }
    }

    private static @Nullable Object snapshot(Thread thread) {
        try {
            return SNAPSHOT_OF == null ? null : SNAPSHOT_OF.invoke(null, thread);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
    }

    private static @Nullable Object blockedOn(Object snapshot) {
        Object blocker = BLOCKER.get(snapshot);
        return blocker == null ? null : BLOCKED_ON.get(blocker);
    }
}
