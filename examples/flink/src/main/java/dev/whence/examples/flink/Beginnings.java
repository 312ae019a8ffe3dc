package dev.whence.examples.flink;

import dev.whence.log.LineKey;
import dev.whence.log.LineSource;
import dev.whence.log.LogTime;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.apache.flink.core.fs.Path;

/** When files begin. */
final class Beginnings {
    /** Returns the time of the first stamp in a file, in milliseconds since 1970, or {@link Line#NO_TIME}. */
    static long of(Path file) throws IOException {
        try (LineSource lines = LineSource.of(file.getFileSystem().open(file))) {
            long stamp = LineKey.firstStamp(lines);
            return stamp == 0 ? Line.NO_TIME : LogTime.ofStamp(stamp) / 1000;
        } catch (FileNotFoundException | EOFException | ZipException damaged) {
            // Who reads the file tells so.
            return Line.NO_TIME;
        }
    }

    private Beginnings() {}
}
