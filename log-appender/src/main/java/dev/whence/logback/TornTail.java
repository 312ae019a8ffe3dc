package dev.whence.logback;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a file, if a process died before it had written the line end. What is appended must begin on a line of
 * its own.
 */
final class TornTail {
    private TornTail() {}

    /** Returns the gap that announces the torn line of a file, or null if the file ends with a whole line. */
    static @Nullable Gap of(File file, Charset charset) throws IOException {
        if (!file.isFile() || file.length() == 0 || endsWith(file, lineFeed(charset))) {
            return null;
        }
        Instant last = Instant.ofEpochMilli(file.lastModified());
        return Gap.of(last, Loss.TORN, "an earlier process ended while it wrote its last line in this file");
    }

    /** Returns the bytes of a line feed, without a byte order mark. */
    static byte[] lineFeed(Charset charset) {
        byte[] without = "x".getBytes(charset);
        byte[] with = "x\n".getBytes(charset);
        return Arrays.copyOfRange(with, without.length, with.length);
    }

    private static boolean endsWith(File file, byte[] end) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(file, "r")) {
            byte[] last = new byte[end.length];
            long start = reader.length() - end.length;
            if (start < 0) {
                return false;
            }
            reader.seek(start);
            reader.readFully(last);
            return Arrays.equals(last, end);
        }
    }
}
