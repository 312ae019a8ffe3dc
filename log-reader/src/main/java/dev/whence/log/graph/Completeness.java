package dev.whence.log.graph;

import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known to be missing from a log.
 *
 * <p>An output may leave out events of a task, since it has a filter. So a task whose numbers have a hole misses nothing
 * if the output numbers its lines without a hole.
 */
final class Completeness {
    private final BitSet truncated = new BitSet();

    /** The processes whose lines are not all there, or may not be. */
    private final Set<String> lossy = new HashSet<>();

    /** The number of the last line of each process. */
    private final Map<String, Long> last = new HashMap<>();

    void see(LogRecord record) {
        String process = record.process();
        if (process.isEmpty()) {
            return;
        }
        long seq = record.causal().seq();
        Long before = last.put(process, seq);
        boolean isNext = seq > 0 && (before == null ? seq <= 2 : seq == before + 1);
        if (!isNext || record.kind() == Kind.GAP) {
            lossy.add(process);
        }
    }

    /** Notes that an event does not name all its predecessors. */
    void truncated(int event) {
        truncated.set(event);
    }

    boolean isTruncated(int event) {
        return truncated.get(event);
    }

    /** Returns whether lines of the process of a task may be missing. */
    boolean isLossy(String task) {
        int dash = task.lastIndexOf('-');
        return lossy.contains(dash < 0 ? task : task.substring(0, dash));
    }
}
