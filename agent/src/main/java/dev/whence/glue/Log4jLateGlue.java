package dev.whence.glue;

import dev.whence.runtime.Settings;
import java.lang.reflect.Field;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.pattern.FormattingInfo;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternFormatter;
import org.apache.logging.log4j.core.pattern.PatternParser;
import org.jspecify.annotations.Nullable;

/**
 * Lets the patterns that a Log4j 2 uses already show the correlation, if the agent is attached to a running program.
 *
 * <p>A layout has parsed its pattern into an array. There, the converter of the message is replaced by one that shows
 * the prefix and the message. A message in the option of another word stays without.
 */
public final class Log4jLateGlue {
    /** Called once, when the classes of Log4j are woven. */
    public static void catchUp() throws ReflectiveOperationException {
        if (Settings.prefixLogs && LogManager.getFactory() instanceof Log4jContextFactory factory) {
            for (LoggerContext context : factory.getSelector().getLoggerContexts()) {
                prefix(context.getConfiguration());
            }
        }
    }

    private static void prefix(Configuration configuration) throws ReflectiveOperationException {
        // A new parser, which knows the words of Whence and adds the prefix.
        PatternParser parser = new PatternParser(configuration, PatternLayout.KEY, LogEventPatternConverter.class);
        for (Appender appender : configuration.getAppenders().values()) {
            if (appender.getLayout() instanceof PatternLayout layout && layout.getConversionPattern() != null) {
                prefix(layout, parser.parse(layout.getConversionPattern()));
            }
        }
    }

    private static void prefix(PatternLayout layout, List<PatternFormatter> parsed)
            throws ReflectiveOperationException {
        for (int i = 0; i + 1 < parsed.size(); i++) {
            if (parsed.get(i).getConverter() instanceof Log4jWord.Prefix prefix) {
                Class<?> message = parsed.get(i + 1).getConverter().getClass();
                replace(layout.getEventSerializer(), i, message, prefix);
            }
        }
    }

    /** Replaces the converter of the message at an index, where the parsed pattern has the prefix. */
    private static void replace(Object serializer, int index, Class<?> message, Log4jWord.Prefix prefix)
            throws ReflectiveOperationException {
        Object inner = value(serializer, "delegate");
        Object withLength = value(inner == null ? serializer : inner, "formatters");
        Object alone = value(inner == null ? serializer : inner, "converters");
        if (withLength instanceof PatternFormatter[] formatters
                && index < formatters.length
                && formatters[index].getConverter().getClass() == message) {
            formatters[index] =
                    new PatternFormatter(new Prefixed(prefix, formatters[index]), FormattingInfo.getDefault());
        } else if (alone instanceof LogEventPatternConverter[] converters
                && index < converters.length
                && converters[index].getClass() == message) {
            converters[index] =
                    new Prefixed(prefix, new PatternFormatter(converters[index], FormattingInfo.getDefault()));
        }
    }

    /** Returns the value of a private field, or null if there is no such field. */
    private static @Nullable Object value(Object object, String name) throws ReflectiveOperationException {
        try {
            Field field = object.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(object);
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    private static final class Prefixed extends LogEventPatternConverter {
        private final Log4jWord.Prefix prefix;
        private final PatternFormatter message;

        Prefixed(Log4jWord.Prefix prefix, PatternFormatter message) {
            super(prefix.getName(), prefix.getName());
            this.prefix = prefix;
            this.message = message;
        }

        @Override
        public void format(LogEvent event, StringBuilder line) {
            prefix.format(event, line);
            message.format(event, line);
        }
    }

    private Log4jLateGlue() {}
}
