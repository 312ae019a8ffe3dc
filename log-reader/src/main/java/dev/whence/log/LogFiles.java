package dev.whence.log;

import dev.whence.log.Problems.Extent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Consumer;

/** The files of a log, which may be those of several services, rotated and compressed. */
public final class LogFiles {
    private final List<String> files;
    private final Problems problems;

    /**
     * Names files.
     *
     * @param files their names; {@code -} is the standard input
     */
    public LogFiles(List<String> files, Problems problems) {
        this.files = List.copyOf(files);
        this.problems = problems;
    }

    /** Gives all records of all files to a reader, file by file. A file that cannot be read is reported. */
    public void forEach(Consumer<LogRecord> reader) {
        TaskCounts counts = new TaskCounts();
        for (String file : files) {
            try (LogReader records = LogReader.open(file, counts, problems)) {
                for (LogRecord record = records.next(); record != null; record = records.next()) {
                    reader.accept(record);
                }
            } catch (IOException e) {
                problems.report(Extent.FILE, file, 0, "cannot be read: " + reason(e));
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException ? "access is denied" : LogReader.reason(e);
    }
}
