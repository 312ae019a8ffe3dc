package dev.whence.logback;

import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileUtil;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The file of an appender, or one after the other if it rolls: opens it, repairs its end, and tells of its failures. */
final class RecordFile implements RecordStream.Listener {
    private final ContextAwareBase owner;
    private final Tally tally;
    private final BooleanSupplier isAbandoned;
    private File file;
    private @Nullable RecordStream stream;

    /** The torn line that was found when the file was opened, until it is announced. */
    private @Nullable Gap torn;

    RecordFile(ContextAwareBase owner, File file, Tally tally, BooleanSupplier isAbandoned) {
        this.owner = owner;
        this.file = file;
        this.tally = tally;
        this.isAbandoned = isAbandoned;
    }

    /** Removes what is in the file. */
    void truncate() throws IOException {
        if (file.exists()) {
            new FileOutputStream(file).close();
        }
    }

    /** Returns a stream at the end of a file. The file is opened when the stream is written. */
    RecordStream open(File opened, Charset charset) {
        file = opened;
        RecordStream next = new RecordStream(this::device, this);
        try {
            torn = TornTail.of(file, charset);
        } catch (IOException e) {
            owner.addWarn("Whether the last line of [" + file + "] is torn is not known", e);
        }
        if (torn != null) {
            tally.tear();
            next.write(TornTail.lineFeed(charset));
        }
        stream = next;
        return next;
    }

    private Device device() throws IOException {
        if (!FileUtil.createMissingParentDirectories(file)) {
            throw new IOException("The folder of [" + file.getAbsolutePath() + "] could not be created");
        }
        return new FileDevice(file);
    }

    /** Returns the stream that was opened last, or null if there is none. */
    @Nullable RecordStream stream() {
        return stream;
    }

    /** Returns the torn line that is to be announced, once, or null. */
    @Nullable Gap takeTorn() {
        Gap taken = torn;
        torn = null;
        return taken;
    }

    @Override
    public void written(int records) {
        tally.write(records);
    }

    @Override
    public void failed(Throwable failure) {
        owner.addError("The file [" + file + "] cannot be written. Its events wait.", failure);
    }

    @Override
    public void recovered() {
        owner.addWarn("The file [" + file + "] can be written again.");
    }

    @Override
    public boolean isAbandoned() {
        return isAbandoned.getAsBoolean();
    }
}
