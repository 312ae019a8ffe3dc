package dev.whence.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.Instant;

/**
 * Puts a warning in the place of missing events, whether they got no place in the queue or failed in the sink.
 *
 * <p>Missing events are added up until a warning about them is put. If the warning fails, the sum is kept, and the next
 * attempt follows before the next event or at the end. The sum is kept in fields: when memory is exhausted, an object
 * for it could not be created.
 *
 * <p>All methods are called by the worker only.
 */
final class GapAnnouncer {
    private final ContextAwareBase owner;
    private final Sink sink;

    /** The number of missing events that no warning was put about. */
    private long missing;

    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    private Loss loss = Loss.FAILED;
    private String reason = "";
    private long failedAnnouncements;

    GapAnnouncer(ContextAwareBase owner, Sink sink) {
        this.owner = owner;
        this.sink = sink;
    }

    /** Announces events that got no place in the queue. */
    void announce(Gap gap) {
        add(gap.dropped(), gap.from(), gap.to(), gap.loss(), gap.reason());
        try {
            owner.addWarn(gap.message());
        } catch (Throwable ignored) {
            // There is no further way to report it.
        }
        announceMissing();
    }

    /** Adds an event that failed in the sink. */
    void addFailed(ILoggingEvent event) {
        Instant instant = EventStamps.instant(event);
        add(1, instant, instant, Loss.FAILED, "they could not be written");
    }

    private void add(long events, Instant first, Instant last, Loss kind, String why) {
        boolean isFirst = missing == 0;
        from = isFirst ? first : Gap.earlier(from, first);
        to = isFirst ? last : Gap.later(to, last);
        loss = isFirst ? kind : loss;
        reason = isFirst ? why : reason;
        missing += events;
    }

    /** Puts a warning about the missing events, if there are any. If that fails, the next call tries again. */
    void announceMissing() {
        if (missing > 0) {
            try {
                sink.put(new GapEvent(new Gap(missing, from, to, loss, reason), owner.getClass(), (LoggerContext)
                        owner.getContext()));
                missing = 0;
            } catch (Throwable e) {
                if (Long.bitCount(++failedAnnouncements) == 1) {
                    report(owner, "The warning about missing events could not be written", e);
                }
            }
        }
    }

    /** Reports a failure as a status. A status listener may fail as well, which must not end the worker. */
    static void report(ContextAwareBase owner, String message, Throwable failure) {
        try {
            owner.addError(message, failure);
        } catch (Throwable ignored) {
            // There is no further way to report it.
        }
    }
}
