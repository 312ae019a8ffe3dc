package dev.whence.agent.attached;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/** Whatever prints exceptions with their causes and what they suppressed. */
enum Printer {
    PRINT_STACK_TRACE {
        @Override
        String print(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    },

    JAVA_UTIL_LOGGING {
        @Override
        String print(Throwable thrown) {
            LogRecord event = new LogRecord(java.util.logging.Level.SEVERE, "message");
            event.setThrown(thrown);
            return new SimpleFormatter().format(event);
        }
    },

    LOGBACK {
        @Override
        String print(Throwable thrown) {
            LoggerContext context = new LoggerContext();
            PatternLayout layout = new PatternLayout();
            layout.setContext(context);
            layout.setPattern("%msg%n%ex");
            layout.start();
            return layout.doLayout(
                    new LoggingEvent("", context.getLogger("test"), Level.ERROR, "message", thrown, new Object[0]));
        }
    },

    LOG4J {
        @Override
        String print(Throwable thrown) {
            return org.apache.logging.log4j.core.layout.PatternLayout.newBuilder()
                    .setPattern("%msg%n%ex")
                    .build()
                    .toSerializable(Log4jLogEvent.newBuilder()
                            .setMessage(new SimpleMessage("message"))
                            .setThrown(thrown)
                            .build());
        }
    };

    abstract String print(Throwable thrown);
}
