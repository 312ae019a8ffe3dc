package dev.whence.logback;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a file appender: it gathers records, writes many of them at a time, and knows which of them the operating
 * system took.
 *
 * <p><b>Failures.</b> A record counts as written when the operating system took its last byte. If a write fails, as on a
 * full disk, the stream keeps the bytes that were not taken and tries again, until it succeeds or the appender gives up.
 * So a record that was taken in part is completed later, and nothing is written twice or glued to half a record.
 * Meanwhile the queue fills up, and the appender treats the file as one that hangs. If nothing at all was taken, the file
 * is opened anew, because a file that became invalid would never take anything again.
 *
 * <p>All methods are called by the worker, except that the thread that starts the appender opens the stream and writes
 * the header of the encoder.
 */
final class RecordStream extends OutputStream {
    /** So many bytes are written at once. A write costs some microseconds, however short it is. */
    private static final int BATCH = 1 << 18;

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    /** Hears of what happens to the records. */
    interface Listener {
        /** The operating system took records. */
        void written(int records);

        /** A write failed, for the first time since one succeeded. */
        void failed(Throwable failure);

        /** A write succeeded after others had failed. */
        void recovered();

        /** Returns whether the records that cannot be written are to be abandoned. */
        boolean isAbandoned();
    }

    private final Device.Opener opener;
    private final Listener listener;
    private @Nullable Device device;

    private final Bytes batch = Bytes.ofBatch(BATCH);

    /** Where the records end that are not written yet. */
    private int[] ends = new int[256];

    private int records;
    private boolean isFailing;

    RecordStream(Device.Opener opener, Listener listener) {
        this.opener = opener;
        this.listener = listener;
    }

    /** Opens the file, so that a file that cannot be opened is an error of the start. */
    void open() throws IOException {
        device = opener.open();
    }

    @Override
    public void write(int octet) {
        batch.put(octet);
    }

    @Override
    public void write(byte[] source) {
        batch.put(source);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        batch.put(source, offset, count);
    }

    /** Returns the bytes that are not written yet, for who writes records into them. */
    Bytes batch() {
        return batch;
    }

    /** Ends a record that counts. */
    void endRecord() {
        if (records == ends.length) {
            ends = Arrays.copyOf(ends, 2 * records);
        }
        ends[records++] = batch.length;
    }

    /** Returns whether the batch is large enough to be written. */
    boolean isFull() {
        return batch.length >= BATCH;
    }

    /** Does nothing: an appender calls this for each record. Batches are written by {@link #writeBatch}. */
    @Override
    public void flush() {}

    /** Writes the batch. Returns only when the operating system took all of it, or when it is to be abandoned. */
    void writeBatch() {
        long pause = SHORTEST_PAUSE;
        while (batch.length > 0) {
            try {
                take(write());
                pause = SHORTEST_PAUSE;
            } catch (Throwable e) {
                fail(e);
                if (listener.isAbandoned()) {
                    return;
                }
                LockSupport.parkNanos(this, pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        }
        batch.clear();
    }

    private int write() throws IOException {
        Device open = device;
        if (open == null) {
            open = opener.open();
            device = open;
        }
        return open.write(batch.array, 0, batch.length);
    }

    private void take(int taken) {
        batch.length -= taken;
        System.arraycopy(batch.array, taken, batch.array, 0, batch.length);
        int written = 0;
        while (written < records && ends[written] <= taken) {
            written++;
        }
        for (int i = written; i < records; i++) {
            ends[i - written] = ends[i] - taken;
        }
        records -= written;
        if (written > 0) {
            listener.written(written);
        }
        if (isFailing) {
            isFailing = false;
            listener.recovered();
        }
    }

    private void fail(Throwable failure) {
        closeDevice();
        // An interrupt would end each pause at once.
        Thread.interrupted();
        if (!isFailing) {
            isFailing = true;
            listener.failed(failure);
        }
    }

    private void closeDevice() {
        Device open = device;
        device = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // The bytes that it did not take are still here.
        }
    }

    @Override
    public void close() {
        writeBatch();
        closeDevice();
    }
}
