package dev.whence.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files of a log, which may be those of several services, rotated and compressed. They are read in the order in
 * which they begin, so the files of one service may be named in any order.
 */
public final class LogFiles {
    private final List<LogFile> files;
    private final Problems problems;

    private LogFiles(List<LogFile> files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** Returns the log in some files. */
    public static LogFiles of(List<LogFile> files, Problems problems) {
        record Begun(LogFile file, long stamp) {}
        List<LogFile> sorted = files.stream()
                .map(file -> new Begun(file, file.firstStamp()))
                .sorted(Comparator.comparingLong(begun -> begun.stamp + Long.MIN_VALUE))
                .map(Begun::file)
                .toList();
        return new LogFiles(sorted, problems);
    }

    /** Returns the files, in the order in which they are read. */
    public List<LogFile> files() {
        return files;
    }

    /** Returns the same files, the problems of which are reported elsewhere. */
    public LogFiles withoutProblems() {
        return new LogFiles(files, (extent, file, line, what) -> {});
    }

    /** Returns what takes the problems of the files. */
    public Problems problems() {
        return problems;
    }

    /** Gives all records of all files to a reader, file by file. A file that cannot be read is reported. */
    public void forEach(Consumer<LogRecord> to) {
        TaskCounts counts = new TaskCounts();
        for (LogFile file : files) {
            LogReader reader = file.records(counts, problems);
            if (reader != null) {
                forEach(reader, to);
            }
        }
    }

    private static void forEach(LogReader reader, Consumer<LogRecord> to) {
        try (reader) {
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                to.accept(record);
            }
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}
