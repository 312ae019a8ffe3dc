package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Puts events into the stream of a file appender. A file that rolls gets them through the methods of logback's appender,
 * which look before each event whether the file must roll.
 *
 * <p><b>Early.</b> While the worker is behind, the threads that log encode their events themselves, so that the worker
 * only copies the bytes. An event is published first. So nobody waits for its bytes: if the worker comes to the event
 * before its bytes are there, or if encoding has failed, the worker encodes the event itself. Events that are expensive
 * or run code of the application when they are encoded are left to the worker always.
 */
final class FileSink implements Sink {
    /** A longer message is left to the worker, or else its bytes would double what a full queue of them holds. */
    private static final int LONGEST_EARLY_MESSAGE = 1024;

    private static final int PUT = 128;

    private final CausalFileAppender appender;
    private final RecordFile file;
    private final boolean isRolling;

    /** Null if logback must count the bytes itself, so that the encoder cannot write into the batch. */
    private final @Nullable LengthCount lengthCount;

    /**
     * Whether an event reached {@link #write}: the superclass of the appender ignores events without a word if it is
     * stopped. In the middle of an array, as it must not share a cache line with what the threads read that log.
     */
    private final boolean[] isPut = new boolean[2 * PUT];

    /** Creates a sink for an appender that is started. */
    FileSink(CausalFileAppender appender, RecordFile file) {
        this.appender = appender;
        this.file = file;
        this.isRolling = !(appender.getRollingPolicy() instanceof NoRolling);
        this.lengthCount = LengthCount.of(appender.getTriggeringPolicy());
    }

    @Override
    public void put(ILoggingEvent event) throws IOException {
        if (appender.getOutputStream() == null) {
            // A rolling policy failed in a way that logback does not expect.
            appender.openFile(appender.getFile());
        }
        if (isRolling) {
            writeOrRoll(event);
        } else if (appender.isStarted()) {
            write(event);
        } else {
            throw stopped();
        }
    }

    private void writeOrRoll(ILoggingEvent event) {
        isPut[PUT] = false;
        appender.writeOrRoll(event);
        if (!isPut[PUT]) {
            throw stopped();
        }
    }

    private IllegalStateException stopped() {
        return new IllegalStateException("The appender [" + appender.getName() + "] was stopped by its superclass");
    }

    @Override
    public void prepare(StampedEvent event) {
        try {
            RecordEncoder encoder = encoder();
            if (encoder != null && isPlain(event)) {
                event.encodeEarly(encoder.encodeEarly(event));
            }
        } catch (Throwable e) {
            // The worker encodes the event, and counts it if that fails as well.
        }
    }

    private static boolean isPlain(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        return event.getThrowableProxy() == null
                && (pairs == null || pairs.isEmpty())
                && (message == null || message.length() <= LONGEST_EARLY_MESSAGE);
    }

    /** Writes an event into the batch, and the batch into the file if it is full. */
    void write(ILoggingEvent event) {
        RecordStream out = Objects.requireNonNull(file.stream());
        Bytes batch = out.batch();
        int before = batch.length;
        boolean isEncoded = false;
        try {
            encode(event, batch);
            isEncoded = true;
        } catch (IOException e) {
            // The superclass would stop the appender after an IOException.
            throw new UncheckedIOException(e);
        } finally {
            if (!isEncoded) {
                batch.length = before;
            }
        }
        isPut[PUT] = true;
        if (!(event instanceof GapEvent)) {
            out.endRecord();
        }
        if (out.isFull()) {
            out.writeBatch();
        }
    }

    private void encode(ILoggingEvent event, Bytes batch) throws IOException {
        RecordEncoder encoder = encoder();
        if (encoder == null || lengthCount == null) {
            appender.writeAsLogback(event);
            return;
        }
        int before = batch.length;
        byte[] early = event instanceof StampedEvent stamped ? stamped.early() : null;
        if (early == null) {
            encoder.write(event, batch);
        } else {
            batch.put(early);
        }
        lengthCount.add(batch.length - before);
    }

    /** Returns the encoder if it can write into the batch, or else null. */
    private @Nullable RecordEncoder encoder() {
        return lengthCount != null && appender.getEncoder() instanceof RecordEncoder direct ? direct : null;
    }

    @Override
    public void flush() {
        RecordStream out = file.stream();
        if (out != null) {
            out.writeBatch();
        }
    }

    @Override
    public void close() {
        appender.closeFile();
    }
}
