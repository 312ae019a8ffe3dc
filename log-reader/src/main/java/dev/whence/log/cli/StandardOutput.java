package dev.whence.log.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The output of a command. Nobody may read it any more, as behind {@code | head}: then the command ends quietly. */
final class StandardOutput extends FilterOutputStream {
    /** Thrown if nobody reads the output any more. */
    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Closed(IOException cause) {
            super(cause);
        }
    }

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) {
        try {
            out.write(bytes, start, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** A full disk is an error, in contrast to a reader that has seen enough. */
    private static RuntimeException failure(IOException e) {
        boolean isClosed = String.valueOf(e.getMessage()).contains("Broken pipe");
        return isClosed ? new Closed(e) : new UncheckedIOException("cannot write: " + e.getMessage(), e);
    }
}
