package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;

/** The stamp of the event, as {@link HlcConverter} shows it. */
final class StampWord extends FollowedWord {
    @Override
    void write(ILoggingEvent event, TextWriter to) {
        LogStamp stamp = EventStamps.of(event);
        if (stamp != null) {
            to.hex(stamp.reading());
        }
        to.encoded(following);
    }
}
