package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An attached appender that records its events. A test can make it do something before, such as fail or hang. */
final class RecordingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** The code that runs before an event is recorded. */
    interface Reaction {
        void to(ILoggingEvent event) throws Exception;
    }

    final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    volatile Reaction reaction = event -> {};

    /** Makes the appender hang until the latch is opened. The returned latch is opened when the first event hangs. */
    CountDownLatch hang(CountDownLatch until) {
        CountDownLatch hanging = new CountDownLatch(1);
        reaction = event -> {
            hanging.countDown();
            until.await();
        };
        return hanging;
    }

    List<String> messages() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    List<GapEvent> gaps() {
        return events.stream()
                .filter(GapEvent.class::isInstance)
                .map(GapEvent.class::cast)
                .toList();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void doAppend(ILoggingEvent event) {
        RecordingAppender.<RuntimeException>react(reaction, event);
        events.add(event);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void react(Reaction reaction, ILoggingEvent event) throws E {
        try {
            reaction.to(event);
        } catch (Exception e) {
            throw (E) e;
        }
    }

    @Override
    protected void append(ILoggingEvent event) {}
}
