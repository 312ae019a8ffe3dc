package dev.whence.log.graph;

import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Kind;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What is known to be missing from a log.
 *
 * <p>An output may leave out events of a task, since it has a filter. So a task whose numbers have a hole misses nothing
 * if the output numbers its lines without a hole.
 */
final class Completeness {
    private final BitSet truncated = new BitSet();

    /** The events whose own stamps may be earlier than those of predecessors. */
    private final BitSet unstamped = new BitSet();

    /** The processes that announce dropped events, or do not number their lines. */
    private final Set<String> lossy = new HashSet<>();

    private final Sequences sequences = new Sequences();
    private boolean isDone;

    void see(LogRecord record) {
        sequences.see(record);
        if (record.kind() == Kind.GAP || (record.isInGraph() && record.causal().seq() == 0)) {
            lossy.add(sequences.processOf(record));
        }
    }

    /** Notes that an event does not name all its predecessors. */
    void truncated(int event) {
        truncated.set(event);
    }

    /** Notes that the stamp of an event does not order it. */
    void unstamped(int event) {
        unstamped.set(event);
    }

    boolean isUnstamped(int event) {
        return unstamped.get(event);
    }

    boolean isTruncated(int event) {
        return truncated.get(event);
    }

    /** Returns whether lines of the process of a task may be missing. */
    boolean isLossy(String task) {
        if (!isDone) {
            sequences.holes().forEach(hole -> lossy.add(hole.process()));
            isDone = true;
        }
        int dash = task.lastIndexOf('-');
        return lossy.contains(dash < 0 ? task : task.substring(0, dash));
    }
}
