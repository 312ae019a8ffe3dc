package dev.whence.glue;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.log.LogHooks;

/** The glue of the layout that logback uses if nobody has configured it. */
public final class LogbackLayoutGlue {
    /** Returns the message of an event as the layout is to show it. */
    public static String message(String message, Object event) {
        try {
            return LogHooks.message(message, ((ILoggingEvent) event).getMDCPropertyMap());
        } catch (Throwable ofTheMdc) {
            HookSwitch.passOn(ofTheMdc);
            return message;
        }
    }

    private LogbackLayoutGlue() {}
}
