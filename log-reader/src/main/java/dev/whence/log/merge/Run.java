package dev.whence.log.merge;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Sorted entries in a temporary file. */
final class Run implements Comparable<Run>, Closeable {
    private static final int BUFFER = 1 << 15;

    private final Path file;
    private final DataInputStream in;
    private long left;
    private @Nullable Entry head;

    private Run(Path file, long count) throws IOException {
        this.file = file;
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        this.left = count;
        advance();
    }

    static Run write(Iterator<Entry> sorted) throws IOException {
        Path file = Files.createTempFile("whence-merge", ".run");
        boolean isDone = false;
        try {
            Run run = new Run(file, writeAll(sorted, file));
            isDone = true;
            return run;
        } finally {
            // Also if there is not enough memory.
            if (!isDone) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long writeAll(Iterator<Entry> sorted, Path file) throws IOException {
        long count = 0;
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            while (sorted.hasNext()) {
                write(sorted.next(), out);
                count++;
            }
        }
        return count;
    }

    private static void write(Entry entry, DataOutputStream out) throws IOException {
        out.writeLong(entry.key);
        out.writeInt(entry.rank);
        out.writeInt(entry.file);
        out.writeLong(entry.line);
        out.writeInt(entry.output.length);
        out.write(entry.output);
    }

    /** Returns the next entry, or null at the end. */
    @Nullable Entry head() {
        return head;
    }

    void advance() throws IOException {
        if (left == 0) {
            head = null;
            return;
        }
        left--;
        long key = in.readLong();
        int rank = in.readInt();
        int number = in.readInt();
        long line = in.readLong();
        head = new Entry(key, rank, number, line, in.readNBytes(in.readInt()));
    }

    @Override
    public int compareTo(Run other) {
        if (head == null || other.head == null) {
            return Boolean.compare(head == null, other.head == null);
        }
        return head.compareTo(other.head);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public void close() throws IOException {
        in.close();
        Files.deleteIfExists(file);
    }
}
