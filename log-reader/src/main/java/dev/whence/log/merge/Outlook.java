package dev.whence.log.merge;

import dev.whence.log.LineKey;
import dev.whence.log.LineSource;
import dev.whence.log.LogFile;
import java.io.IOException;
import java.util.Arrays;

/** What is known about a file from the first pass: how many lines it has, and how early the lines that come are. */
final class Outlook {
    /** No line comes any more. */
    static final long END = -1;

    private static final int BLOCK = 256;

    /** For each block of lines, the earliest stamp in it and in all later ones. */
    private long[] earliest = new long[64];

    private long lines;
    private boolean needsGraph;

    private Outlook() {}

    /** Reads the stamps of a file. What cannot be read is left for the second pass, which reports it. */
    static Outlook of(LogFile file, Progress progress) {
        Outlook outlook = new Outlook();
        try (LineSource lines = file.lines()) {
            outlook.read(lines, progress);
        } catch (IOException unreadable) {
            // The lines before are merged.
        }
        outlook.lookBack();
        return outlook;
    }

    private void read(LineSource source, Progress progress) throws IOException {
        LineKey key = new LineKey();
        long last = 0;
        while (source.next()) {
            if (key.read(source)) {
                last = key.stamp();
                needsGraph |= key.needsGraph();
            }
            add(last);
            progress.read(source.length());
        }
    }

    private void add(long stamp) {
        int block = (int) (lines / BLOCK);
        if (block == earliest.length) {
            earliest = Arrays.copyOf(earliest, block * 2);
        }
        boolean isFirst = lines % BLOCK == 0;
        earliest[block] = isFirst || Long.compareUnsigned(stamp, earliest[block]) < 0 ? stamp : earliest[block];
        lines++;
    }

    private void lookBack() {
        long later = END;
        for (int block = (int) ((lines + BLOCK - 1) / BLOCK) - 1; block >= 0; block--) {
            if (Long.compareUnsigned(later, earliest[block]) < 0) {
                earliest[block] = later;
            }
            later = earliest[block];
        }
    }

    /** Returns a stamp that no line from the given number on is earlier than, or {@link #END}. */
    long earliestFrom(long line) {
        return line > lines ? END : earliest[(int) ((line - 1) / BLOCK)];
    }

    /** Returns the number of lines. What was appended since is not merged. */
    long lines() {
        return lines;
    }

    /** Returns whether a line of the file may have to be sorted by another stamp than its own. */
    boolean needsGraph() {
        return needsGraph;
    }
}
