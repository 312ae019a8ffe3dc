package dev.whence.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import dev.whence.runtime.LogStamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** An event together with its stamp in the output of one appender. All other properties are those of the event. */
class StampedEvent implements ILoggingEvent {
    private final ILoggingEvent event;
    private @Nullable LogStamp stamp;

    private volatile byte @Nullable [] early;

    /** Creates an event without a stamp. */
    StampedEvent(ILoggingEvent event) {
        this.event = event;
    }

    /** Sets the stamp, before another thread sees this event. */
    void stamp(@Nullable LogStamp stamp) {
        this.stamp = stamp;
    }

    /** Returns the stamp, or null if the task that logged the event is unknown. */
    @Nullable LogStamp stamp() {
        return stamp;
    }

    /** Sets what the thread that logged the event has encoded. Another thread may be encoding the event meanwhile. */
    void encodeEarly(byte @Nullable [] encoded) {
        early = encoded;
    }

    /** Returns what the thread that logged the event has encoded, or null if it has not. */
    byte @Nullable [] early() {
        return early;
    }

    @Override
    public String getThreadName() {
        return event.getThreadName();
    }

    @Override
    public Level getLevel() {
        return event.getLevel();
    }

    @Override
    public String getMessage() {
        return event.getMessage();
    }

    @Override
    public Object[] getArgumentArray() {
        return event.getArgumentArray();
    }

    @Override
    public String getFormattedMessage() {
        return event.getFormattedMessage();
    }

    @Override
    public String getLoggerName() {
        return event.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public IThrowableProxy getThrowableProxy() {
        return event.getThrowableProxy();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public List<Marker> getMarkerList() {
        return event.getMarkerList();
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        return event.getMDCPropertyMap();
    }

    @Override
    @Deprecated
    public Map<String, String> getMdc() {
        return event.getMDCPropertyMap();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public Instant getInstant() {
        return event.getInstant();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        return event.getKeyValuePairs();
    }

    /** Does nothing: the thread that logged the event has prepared it before it made this one. */
    @Override
    public void prepareForDeferredProcessing() {}

    @Override
    public String toString() {
        return event.toString();
    }
}
