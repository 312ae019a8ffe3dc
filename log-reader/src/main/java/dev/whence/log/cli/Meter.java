package dev.whence.log.cli;

import dev.whence.log.merge.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows on a terminal how much was read. */
final class Meter implements Progress {
    private static final long STEP = 8 << 20;

    private final boolean isShown = isTerminal();
    private long read;
    private long shown;

    /** Returns whether the standard error output is a terminal, which the JDK does not tell. */
    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).startsWith("/dev/pts");
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    @Override
    public void read(long bytes) {
        read += bytes;
        if (isShown && read - shown >= STEP) {
            shown = read;
            System.err.print("\rmerge: " + (read >> 20) + " MB read, each file twice ");
            System.err.flush();
        }
    }

    /** Removes what is shown. */
    void end() {
        if (shown > 0) {
            System.err.print("\r\u001b[K");
            System.err.flush();
        }
    }
}
