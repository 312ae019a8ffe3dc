package dev.whence.glue;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.log.LogHooks;

/** What logback's layout without a pattern calls. */
public final class LogbackLayoutGlue {
    /** The message that is shown of an event. */
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
