package dev.whence.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A log whose first line is too long to be read, and never ends as JSON. */
public final class HugeLine {
    /** Writes the log: a line of so many megabytes, and the lines behind it. */
    public static Path write(Path file, int megabytes, String behind) throws IOException {
        byte[] part = new byte[1 << 20];
        Arrays.fill(part, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("{\"body\":\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < megabytes; i++) {
                out.write(part);
            }
            out.write(("\n" + behind).getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private HugeLine() {}
}
