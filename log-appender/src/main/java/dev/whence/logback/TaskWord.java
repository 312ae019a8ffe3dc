package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import dev.whence.runtime.LogStamp;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The task that logged the event, as {@link TaskConverter} shows it. */
final class TaskWord extends FollowedWord {
    private final Converter<ILoggingEvent> converter;

    /** What is before the number of the task: the same for all tasks of this JVM. */
    private volatile byte @Nullable [] instance;

    TaskWord(Converter<ILoggingEvent> converter) {
        this.converter = converter;
    }

    @Override
    void write(ILoggingEvent event, TextWriter to) {
        LogStamp stamp = EventStamps.of(event);
        if (stamp != null) {
            byte[] known = instance;
            to.decimal(known == null ? instance(event) : known, stamp.ordinal());
        }
        to.encoded(following);
    }

    private byte[] instance(ILoggingEvent event) {
        String task = converter.convert(event);
        byte[] before = task.substring(0, task.lastIndexOf('-') + 1).getBytes(StandardCharsets.US_ASCII);
        instance = before;
        return before;
    }
}
