package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * The losses of correlations that were noted since the thread of the agent came last. Each has a stack, which takes some
 * microseconds, so there are {@value #MOST} at most.
 *
 * <p>A thread may let a hundred stages of one operation begin, and nothing is wrong with that. Therefore an operation
 * has one place for each line, and a line has {@value #MOST_OF_LINE} places. Then losses of other lines find a place.
 *
 * <p>Races are harmless: a loss too many is noted, or one too few.
 */
final class NotedLosses {
    private static final int MOST = 16;
    private static final int MOST_OF_LINE = 4;

    private final @Nullable Site[] lines = new @Nullable Site[MOST];
    private final @Nullable Correlation[] operations = new @Nullable Correlation[MOST];
    private int size;

    boolean isFull() {
        return size >= MOST;
    }

    /** Adds the loss that lets a task begin. Returns false if there is no place for it. */
    boolean add(Task next) {
        int free = size;
        Site line = next.hop == null ? Site.UNSEEN : next.hop.site;
        if (free >= MOST || !isPlaceFor(line, next.correlation, free)) {
            return false;
        }
        lines[free] = line;
        operations[free] = next.correlation;
        size = free + 1;
        return true;
    }

    private boolean isPlaceFor(Site line, Correlation operation, int end) {
        int ofLine = 0;
        for (int i = 0; i < end; i++) {
            if (lines[i] == line) {
                ofLine++;
                if (operations[i] == operation) {
                    return false;
                }
            }
        }
        return ofLine < MOST_OF_LINE;
    }

    void clear() {
        size = 0;
    }
}
