package dev.whence.examples.flink;

import dev.whence.log.LineSource;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads log files, compressed with gzip or not. A checkpoint keeps how many lines of a file were read.
 *
 * <p>A file that ends in the middle of its compressed data, or that is gone, is told of as a damaged line, since
 * reading it once more would not help. Any other failure is Flink's to handle.
 */
final class LogFormat implements BulkFormat<Line, FileSourceSplit> {
    private static final long serialVersionUID = 1;
    private static final int BATCH = 512;

    @Override
    public Reader<Line> createReader(Configuration configuration, FileSourceSplit split) throws IOException {
        return new FileReader(split.path(), 0);
    }

    @Override
    public Reader<Line> restoreReader(Configuration configuration, FileSourceSplit split) throws IOException {
        long read = split.getReaderPosition()
                .map(CheckpointedPosition::getRecordsAfterOffset)
                .orElse(0L);
        return new FileReader(split.path(), read);
    }

    /** A file is read by one reader, since compressed ones have to be. */
    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Line> getProducedType() {
        return TypeInformation.of(Line.class);
    }

    private static final class FileReader implements Reader<Line> {
        private final Path file;
        private @Nullable LineSource lines;
        private boolean isAtEnd;

        /** How many lines were read. */
        private long count;

        /** The time of the first stamp in the file: about the least of all lines of this file and of those after it. */
        private long beginning = Line.NO_TIME;

        /** The time of the last line, for those that tell none. */
        private long time;

        FileReader(Path file, long read) throws IOException {
            this.file = file;
            while (count < read && next() != null) {
                // This line was read before the checkpoint.
            }
        }

        @Override
        public @Nullable RecordIterator<Line> readBatch() throws IOException {
            long first = count;
            Line[] batch = new Line[BATCH];
            int size = 0;
            while (size < BATCH) {
                Line line = next();
                if (line == null) {
                    break;
                }
                batch[size++] = line;
            }
            if (size == 0) {
                return null;
            }
            ArrayResultIterator<Line> records = new ArrayResultIterator<>();
            records.set(batch, size, CheckpointedPosition.NO_OFFSET, first);
            return records;
        }

        private @Nullable Line next() throws IOException {
            if (isAtEnd) {
                return null;
            }
            try {
                LineSource open = open();
                isAtEnd = !open.next();
                return isAtEnd ? null : read(Lines.of(file.getPath(), open, time));
            } catch (FileNotFoundException gone) {
                return end("the file is gone");
            } catch (EOFException | ZipException damaged) {
                return end("the compressed file is damaged from here on");
            }
        }

        private LineSource open() throws IOException {
            if (lines == null) {
                beginning = Beginnings.of(file);
                time = Math.max(0, beginning);
                lines = LineSource.of(file.getFileSystem().open(file));
            }
            return lines;
        }

        private Line read(Line line) {
            count++;
            time = line.time;
            line.progress = beginning;
            return line;
        }

        private Line end(String why) {
            isAtEnd = true;
            return read(Lines.broken(file.getPath(), count + 1, why, time));
        }

        @Override
        public void close() throws IOException {
            if (lines != null) {
                lines.close();
            }
        }
    }
}
