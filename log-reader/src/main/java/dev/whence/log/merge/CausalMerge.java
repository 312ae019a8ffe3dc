package dev.whence.log.merge;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.LogReader;
import dev.whence.log.TaskCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges files into one log in which no line comes before one of its predecessors. */
public final class CausalMerge {
    private final LogFiles files;
    private final Rendering rendering;
    private final Progress progress;
    private final long memory;
    private final TaskCounts counts = new TaskCounts();
    private long spilled;

    /** Takes what is written for the records, one after the other. */
    @FunctionalInterface
    public interface Sink {
        /** Takes what is written for a record. */
        void write(byte[] output) throws IOException;
    }

    /**
     * Prepares a merge.
     *
     * @param memory how many bytes of lines are held in memory
     */
    public CausalMerge(LogFiles files, Rendering rendering, Progress progress, long memory) {
        this.files = files;
        this.rendering = rendering;
        this.progress = progress;
        this.memory = memory;
    }

    /** Writes the merged log. */
    public void run(Sink out) throws IOException {
        List<Outlook> outlooks = new ArrayList<>();
        for (LogFile file : files.files()) {
            outlooks.add(Outlook.of(file, progress));
        }
        boolean needsGraph = outlooks.stream().anyMatch(Outlook::needsGraph);
        Overrides overrides = needsGraph ? Overrides.of(files.withoutProblems()) : Overrides.NONE;
        List<FileCursor> cursors = new ArrayList<>();
        try (SpillingQueue queue = new SpillingQueue(memory)) {
            for (int i = 0; i < outlooks.size(); i++) {
                FileCursor cursor = cursor(i, outlooks.get(i), overrides);
                if (cursor != null) {
                    cursors.add(cursor);
                }
            }
            merge(cursors, queue, out);
            spilled = queue.spilled();
        } finally {
            for (FileCursor cursor : cursors) {
                cursor.close();
            }
        }
    }

    private @Nullable FileCursor cursor(int number, Outlook outlook, Overrides overrides) {
        LogReader reader = files.files().get(number).records(counts, files.problems());
        if (reader == null) {
            return null;
        }
        if (!rendering.needsFields()) {
            reader.skipFields();
        }
        if (!rendering.needsText()) {
            reader.skipText();
        }
        return new FileCursor(number, reader, outlook, overrides, rendering);
    }

    private void merge(List<FileCursor> cursors, SpillingQueue queue, Sink out) throws IOException {
        for (FileCursor next = earliest(cursors); next != null; next = earliest(cursors)) {
            next.read(entry -> add(entry, queue), progress);
            FileCursor following = earliest(cursors);
            write(queue, following == null ? Outlook.END : following.earliest(), out);
        }
        write(queue, Outlook.END, out);
    }

    private static @Nullable FileCursor earliest(List<FileCursor> cursors) {
        FileCursor earliest = null;
        for (FileCursor cursor : cursors) {
            boolean isEarlier = earliest == null || Long.compareUnsigned(cursor.earliest(), earliest.earliest()) < 0;
            if (cursor.earliest() != Outlook.END && isEarlier) {
                earliest = cursor;
            }
        }
        return earliest;
    }

    private static void add(Entry entry, SpillingQueue queue) {
        try {
            queue.add(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(SpillingQueue queue, long before, Sink out) throws IOException {
        for (Entry entry = queue.pollBefore(before); entry != null; entry = queue.pollBefore(before)) {
            out.write(entry.output);
        }
    }

    /** Returns the number of events that each task of logs of text has. */
    TaskCounts counts() {
        return counts;
    }

    /** Returns how many lines did not fit into the memory. */
    public long spilled() {
        return spilled;
    }
}
