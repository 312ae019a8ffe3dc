package dev.whence.agent.live;

import dev.whence.runtime.State;
import dev.whence.runtime.TaskView;
import dev.whence.runtime.jdk.InFlight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the threads of event loops and of the common pool, for those that wait for input or output, or sleep. A wait
 * counts if two looks have seen the thread in the same place, and it has used no CPU time between them.
 *
 * <p>Only numbers are kept of threads.
 */
public final class SharedThreads {
    private final CpuTimes times = new CpuTimes();
    private Map<Long, Begun> waits = new HashMap<>();

    /** A wait by the hash code of its stack, and the look that has seen it first. */
    private record Begun(int stack, long since) {}

    /**
     * A thread that waits.
     *
     * @param thread the thread
     * @param call what it waits for, in words
     * @param since when that was first seen, in milliseconds of the system's clock
     * @param frames its stack, and the hops that led there
     * @param operation the ID of the operation; empty if it is not known
     */
    public record Wait(Thread thread, String call, long since, List<StackTraceElement> frames, String operation) {}

    /** Looks. Returns the waits that the last look has seen too. */
    public List<Wait> look(long now) {
        times.begin();
        Map<Long, Begun> before = waits;
        waits = new HashMap<>();
        List<Wait> lasting = new ArrayList<>();
        for (Thread thread : Threads.all()) {
            Wait wait = InFlight.isShared(thread) ? wait(thread, now, before) : null;
            if (wait != null) {
                lasting.add(wait);
            }
        }
        return lasting;
    }

    private @Nullable Wait wait(Thread thread, long now, Map<Long, Begun> before) {
        List<StackTraceElement> frames = List.of(thread.getStackTrace());
        String call = SystemCalls.ofAnyKind(frames);
        long idleSince = times.idleSince(thread, now);
        if (call == null) {
            return null;
        }
        long id = Monitors.id(thread);
        Begun known = before.get(id);
        if (known == null || known.stack != frames.hashCode() || idleSince > known.since) {
            waits.put(id, new Begun(frames.hashCode(), now));
            return null;
        }
        waits.put(id, known);
        State state = InFlight.state(thread);
        List<StackTraceElement> all = new ArrayList<>(frames);
        all.addAll(state == null ? List.of() : List.of(TaskView.hops(state.task)));
        return new Wait(thread, call, known.since, all, state == null ? "" : TaskView.correlation(state.task));
    }
}
