package dev.whence.logback;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * A file of the file system.
 *
 * <p>The file is opened in append mode, so a tool that truncates it to rotate it does no harm. Its length before and
 * after a failed write tells how many bytes were taken, as on a full disk. If someone else changes the length meanwhile,
 * the answer is none: then bytes may be written twice, but are not lost.
 */
final class FileDevice implements Device {
    private final FileOutputStream stream;

    FileDevice(File file) throws IOException {
        this.stream = new FileOutputStream(file, true);
    }

    @Override
    public int write(byte[] bytes, int offset, int count) throws IOException {
        long before = length();
        try {
            stream.write(bytes, offset, count);
            return count;
        } catch (IOException e) {
            long taken = length() - before;
            if (taken <= 0 || taken > count) {
                throw e;
            }
            return (int) taken;
        }
    }

    private long length() throws IOException {
        // An interrupt would close the file.
        Thread.interrupted();
        return stream.getChannel().size();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
