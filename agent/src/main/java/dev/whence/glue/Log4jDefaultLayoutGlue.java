package dev.whence.glue;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import dev.whence.runtime.log.LogHooks;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.Message;

/** The glue of the layout that Log4j 2.25 and later use if nobody has configured it. It has no pattern. */
public final class Log4jDefaultLayoutGlue {
    private static final HookSwitch HOOK = HookSwitch.named("Log4j layouts");

    /** A message after the prefix. All else is the message's own, such as a throwable among its parameters. */
    @SuppressWarnings("serial") // It lives as long as a line is written.
    private static final class Prefixed implements Message {
        private final String prefix;
        private final Message message;

        Prefixed(String prefix, Message message) {
            this.prefix = prefix;
            this.message = message;
        }

        @Override
        public String getFormattedMessage() {
            return prefix + message.getFormattedMessage();
        }

        @Override
        @SuppressWarnings("deprecation") // Without a default in older releases.
        public String getFormat() {
            return message.getFormat();
        }

        @Override
        public Object[] getParameters() {
            return message.getParameters();
        }

        @Override
        public Throwable getThrowable() {
            return message.getThrowable();
        }
    }

    /** Called when the layout is made. */
    public static void made() {
        if (Settings.prefixLogs) {
            Log4jEventGlue.show(false);
        }
    }

    /** Returns the message of an event as the layout is to show it. */
    public static Message message(Message message, LogEvent event) {
        try {
            String id = Settings.prefixLogs ? Log4jEventGlue.correlation(event).id() : "";
            if (id.isEmpty()) {
                return message;
            }
            LogHooks.prefixed();
            return new Prefixed("[" + id + "] ", message);
        } catch (Throwable e) {
            HOOK.failed(e);
            return message;
        }
    }

    private Log4jDefaultLayoutGlue() {}
}
