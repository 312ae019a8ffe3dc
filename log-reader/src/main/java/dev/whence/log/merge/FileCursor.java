package dev.whence.log.merge;

import dev.whence.log.LogReader;
import dev.whence.log.LogRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one file in the second pass, some records at a time. */
final class FileCursor implements Closeable {
    private static final int BATCH = 256;

    private final int number;
    private final LogReader reader;
    private final Outlook outlook;
    private final Overrides overrides;
    private final Rendering rendering;

    /** The line from which on nothing was read. */
    private long next = 1;

    private long position;

    /** The key of the last record that has one. Those that have none stay behind it. */
    private SortKey key = SortKey.FIRST;

    FileCursor(int number, LogReader reader, Outlook outlook, Overrides overrides, Rendering rendering) {
        this.number = number;
        this.reader = reader;
        this.outlook = outlook;
        this.overrides = overrides;
        this.rendering = rendering;
    }

    /** Returns a stamp that no record is earlier than that will still be read, or {@link Outlook#END}. */
    long earliest() {
        return outlook.earliestFrom(next);
    }

    void read(Consumer<Entry> into, Progress progress) {
        for (int i = 0; i < BATCH; i++) {
            LogRecord record = reader.next();
            if (record == null || record.origin().line() > outlook.lines()) {
                next = Long.MAX_VALUE;
                return;
            }
            next = record.origin().line() + 1;
            add(record, into);
        }
        progress.read(reader.position() - position);
        position = reader.position();
    }

    private void add(LogRecord record, Consumer<Entry> into) {
        if (record.isInGraph() || record.causal().hlc() != 0) {
            key = overrides.key(record);
        }
        byte @Nullable [] output = rendering.render(record);
        if (output != null) {
            into.accept(
                    new Entry(key.stamp(), key.rank(), number, record.origin().line(), output));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
