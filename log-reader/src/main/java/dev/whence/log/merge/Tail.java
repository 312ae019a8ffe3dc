package dev.whence.log.merge;

import dev.whence.log.LogFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** What is appended to a file. A file that was replaced, as by rotation, is read from its beginning. */
final class Tail {
    private static final int MOST = 1 << 20;
    private static final int BLOCK = 1 << 13;

    private final LogFile file;
    private @Nullable Object key;
    private long position;

    /** The beginning of a line whose end is not written yet. */
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    Tail(LogFile file) throws IOException {
        this.file = file;
        BasicFileAttributes attributes = attributes();
        if (attributes != null) {
            key = attributes.fileKey();
            position = endOfLines(attributes.size());
        }
    }

    /** Returns where the last whole line ends. The end of a compressed file is its own. */
    private long endOfLines(long size) throws IOException {
        if (file.isPacked()) {
            return size;
        }
        try (SeekableByteChannel in = Files.newByteChannel(file.path())) {
            for (long end = size; end > 0; end -= BLOCK) {
                long begin = Math.max(0, end - BLOCK);
                byte[] block = new byte[(int) (end - begin)];
                in.position(begin);
                Channels.newInputStream(in).readNBytes(block, 0, block.length);
                for (int i = block.length - 1; i >= 0; i--) {
                    if (block[i] == '\n') {
                        return begin + i + 1;
                    }
                }
            }
            return 0;
        }
    }

    /** Returns the part of the file that was there before. */
    LogFile before() {
        return file.upTo(position);
    }

    private @Nullable BasicFileAttributes attributes() throws IOException {
        try {
            return Files.readAttributes(file.path(), BasicFileAttributes.class);
        } catch (NoSuchFileException notYet) {
            return null;
        }
    }

    LogFile file() {
        return file;
    }

    /** Returns the whole lines that were appended since. */
    byte[] poll() throws IOException {
        BasicFileAttributes attributes = attributes();
        if (attributes == null) {
            return new byte[0];
        }
        boolean isOther = key != null && !key.equals(attributes.fileKey());
        if (isOther || attributes.size() < position) {
            position = 0;
            begun.reset();
        }
        key = attributes.fileKey();
        return attributes.size() > position ? wholeLines(appended()) : new byte[0];
    }

    private byte[] appended() throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            in.skipNBytes(position);
            byte[] appended = in.readNBytes(MOST);
            position += appended.length;
            return appended;
        }
    }

    private byte[] wholeLines(byte[] appended) {
        int end = appended.length;
        while (end > 0 && appended[end - 1] != '\n') {
            end--;
        }
        if (end == 0) {
            begun.write(appended, 0, appended.length);
            return new byte[0];
        }
        begun.write(appended, 0, end);
        byte[] lines = begun.toByteArray();
        begun.reset();
        begun.write(appended, end, appended.length - end);
        return lines;
    }
}
