package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Base class of an appender that passes its events to exactly one attached appender. */
abstract class OneChildAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    private final AppenderAttachableImpl<ILoggingEvent> children = new AppenderAttachableImpl<>();

    /** Returns the attached appender, or null if there is none. */
    final @Nullable Appender<ILoggingEvent> child() {
        Iterator<Appender<ILoggingEvent>> attached = children.iteratorForAppenders();
        return attached.hasNext() ? attached.next() : null;
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        if (child() == null) {
            addInfo("Attaching appender named [" + appender.getName() + "]");
            children.addAppender(appender);
        } else {
            addWarn("One and only one appender may be attached. Ignoring additional appender named ["
                    + appender.getName() + "]");
        }
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return children.iteratorForAppenders();
    }

    @Override
    public @Nullable Appender<ILoggingEvent> getAppender(String name) {
        return children.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return children.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        children.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return children.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return children.detachAppender(name);
    }
}
