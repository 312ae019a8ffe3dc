package dev.whence.logback;

import java.io.IOException;

/** A file that bytes are added to. Its methods are the operations of the operating system that can fail. */
interface Device extends AutoCloseable {
    /**
     * Adds bytes at the end of the file.
     *
     * @return how many of them the operating system took, at least one
     * @throws IOException if it took none
     */
    int write(byte[] bytes, int offset, int length) throws IOException;

    @Override
    void close() throws IOException;

    /** Opens devices. */
    interface Opener {
        /** Opens the file at its end, and creates it if necessary. */
        Device open() throws IOException;
    }
}
