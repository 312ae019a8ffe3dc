package dev.whence.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file as bytes, one at a time, in bounded memory. A compressed file is recognised by its content.
 *
 * <p>After {@link #next} the line is in {@link #bytes} from {@link #start} to {@link #end}, without its line end.
 */
public final class LineSource implements Closeable {
    /** The longest line that is read: 16 MB, or less if the heap is small. A longer one is skipped. */
    public static final int LONGEST =
            (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 32);

    private static final int BUFFER = 1 << 17;
    private static final int GZIP = 0x1f8b;

    /** How many bytes at the beginning of a file tell that it is compressed. */
    static final int MAGIC = 2;

    private final InputStream in;
    private int filled;
    private int next;
    private boolean isAtEnd;
    private long number;
    private long position;
    private boolean isTooLong;
    private boolean hasEnd;

    byte[] bytes = new byte[BUFFER];
    int start;
    int end;

    LineSource(InputStream in) {
        this.in = in;
    }

    /** Opens a file, and reads so many bytes of it at most. */
    static LineSource open(Path file, long length) throws IOException {
        InputStream raw = Files.newInputStream(file);
        return of(length == Long.MAX_VALUE ? raw : new FirstBytes(raw, length));
    }

    /** Returns the lines of a stream, which is closed with them. */
    public static LineSource of(InputStream raw) throws IOException {
        try {
            return new LineSource(unpacked(new PushbackInputStream(raw, MAGIC)));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(PushbackInputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC);
        in.unread(magic);
        return isPacked(magic) ? new GZIPInputStream(in, BUFFER) : in;
    }

    /** Returns whether a file that begins so is compressed. */
    static boolean isPacked(byte[] magic) {
        return magic.length == MAGIC && ((magic[0] & 0xff) << 8 | (magic[1] & 0xff)) == GZIP;
    }

    /** Advances to the next line, and returns whether there is one. */
    public boolean next() throws IOException {
        isTooLong = false;
        start = next;
        int searched = next;
        int feed;
        while ((feed = indexOfLineFeed(searched)) < 0) {
            searched = filled - start;
            if (searched > LONGEST) {
                return skip();
            }
            if (!fill()) {
                return last();
            }
            searched += start;
        }
        end = feed;
        next = feed + 1;
        return complete(true);
    }

    private int indexOfLineFeed(int from) {
        for (int i = from; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads more behind what is there of the line, and moves the line to the front if there is no room. */
    private boolean fill() throws IOException {
        if (isAtEnd) {
            return false;
        }
        if (filled == bytes.length) {
            int length = filled - start;
            byte[] target = length > bytes.length / 2 ? new byte[bytes.length * 2] : bytes;
            System.arraycopy(bytes, start, target, 0, length);
            bytes = target;
            start = 0;
            filled = length;
        }
        int read = in.read(bytes, filled, bytes.length - filled);
        isAtEnd = read < 0;
        filled += Math.max(0, read);
        return !isAtEnd;
    }

    private boolean last() {
        end = filled;
        next = filled;
        return end > start && complete(false);
    }

    private boolean complete(boolean hasLineFeed) {
        number++;
        position += length();
        hasEnd = hasLineFeed;
        if (hasLineFeed && end > start && bytes[end - 1] == '\r') {
            end--;
        }
        return true;
    }

    /** Skips the rest of a line that is too long. What is left of it is its beginning. */
    private boolean skip() throws IOException {
        byte[] beginning = Arrays.copyOfRange(bytes, start, start + 1024);
        int feed;
        start = filled;
        while ((feed = indexOfLineFeed(start)) < 0) {
            start = 0;
            filled = 0;
            if (!fill()) {
                break;
            }
        }
        byte[] rest = feed < 0 ? new byte[0] : Arrays.copyOfRange(bytes, feed + 1, filled);
        bytes = new byte[Math.max(BUFFER, beginning.length + rest.length)];
        System.arraycopy(beginning, 0, bytes, 0, beginning.length);
        System.arraycopy(rest, 0, bytes, beginning.length, rest.length);
        start = 0;
        end = beginning.length;
        next = end;
        filled = end + rest.length;
        isTooLong = true;
        number++;
        hasEnd = true;
        return true;
    }

    /** Returns the bytes of the line, without its line end. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Returns the number of bytes of the line, with its line feed. */
    public int length() {
        return end - start + 1;
    }

    /** Returns the number of bytes of all lines so far, but for those that are too long. */
    public long position() {
        return position;
    }

    /** Returns the number of the line, from 1. */
    public long number() {
        return number;
    }

    /** Returns whether the line is longer than {@link #LONGEST}. Then only its beginning is there. */
    public boolean isTooLong() {
        return isTooLong;
    }

    /** Returns whether the line has a line end. The last line of a file may have none. */
    public boolean hasEnd() {
        return hasEnd;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
