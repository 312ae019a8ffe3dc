package dev.whence.examples.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/**
 * Hands out files in the order in which they begin. So no file that is still to be read has lines from before the
 * beginning of one that is being read, and the watermark may be that beginning.
 */
final class FilesInOrder implements FileSplitAssigner {
    private record Begun(FileSourceSplit file, long beginning) {}

    private final PriorityQueue<Begun> files = new PriorityQueue<>(
            Comparator.comparingLong(Begun::beginning).thenComparing(begun -> begun.file.splitId()));

    FilesInOrder(Collection<FileSourceSplit> files) {
        addSplits(files);
    }

    @Override
    public Optional<FileSourceSplit> getNext(String host) {
        return Optional.ofNullable(files.poll()).map(Begun::file);
    }

    @Override
    public void addSplits(Collection<FileSourceSplit> more) {
        more.forEach(file -> files.add(new Begun(file, beginning(file))));
    }

    private static long beginning(FileSourceSplit file) {
        try {
            return Beginnings.of(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Collection<FileSourceSplit> remainingSplits() {
        return files.stream().map(Begun::file).toList();
    }
}
