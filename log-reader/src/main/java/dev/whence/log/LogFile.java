package dev.whence.log;

import dev.whence.log.Problems.Extent;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of a log.
 *
 * @param name the file as the user named it
 * @param path where it is
 * @param length how many bytes of it are read at most
 */
public record LogFile(String name, Path path, long length) {
    /** A whole file. */
    public LogFile(String name, Path path) {
        this(name, path, Long.MAX_VALUE);
    }

    /** Returns the first bytes of the file. */
    public LogFile upTo(long bytes) {
        return new LogFile(name, path, bytes);
    }

    /** Returns whether the file is compressed. */
    public boolean isPacked() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return LineSource.isPacked(in.readNBytes(LineSource.MAGIC));
        }
    }

    /** Opens the file, to read lines. */
    public LineSource lines() throws IOException {
        return LineSource.open(path, length);
    }

    /** Opens the file to read records, or reports why it cannot be read and returns null. */
    public @Nullable LogReader records(TaskCounts counts, Problems problems) {
        try {
            return new LogReader(name, lines(), problems, counts);
        } catch (IOException e) {
            problems.report(Extent.FILE, name, 0, "cannot be read: " + reason(e));
            return null;
        }
    }

    /** Reads records from a part of the file. */
    public LogReader records(byte[] lines, TaskCounts counts, Problems problems) {
        return new LogReader(name, new LineSource(new ByteArrayInputStream(lines)), problems, counts);
    }

    private String reason(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "there is no such file";
        }
        if (Files.isDirectory(path)) {
            return "it is a folder";
        }
        return e instanceof AccessDeniedException ? "access is denied" : LogReader.reason(e);
    }

    /** Returns the first stamp in the file, an unsigned number; 0 if there is none soon. */
    long firstStamp() {
        try (LineSource lines = lines()) {
            return LineKey.firstStamp(lines);
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
