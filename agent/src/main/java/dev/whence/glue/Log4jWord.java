package dev.whence.glue;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogHooks;
import dev.whence.runtime.log.LogWords;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.jspecify.annotations.Nullable;

/**
 * A word that Whence adds to the patterns of Log4j 2. It shows the same as logback's word of the same name.
 *
 * <p>Log4j calls the static method {@code newInstance} of a word's class with the options in braces.
 */
public abstract class Log4jWord extends LogEventPatternConverter {
    private static final HookSwitch HOOK = HookSwitch.named("Log4j layouts");

    private final @Nullable String option;

    private Log4jWord(String word, String @Nullable [] options, boolean showsStamp) {
        super(word, word);
        this.option = options == null || options.length == 0 ? null : options[0];
        Log4jEventGlue.show(showsStamp);
    }

    @Override
    public final void format(LogEvent event, StringBuilder line) {
        int before = line.length();
        try {
            line.append(text(event, option));
        } catch (Throwable e) {
            HOOK.failed(e);
            line.setLength(before);
        }
    }

    abstract String text(LogEvent event, @Nullable String option);

    /** The word {@code %correlation}. */
    public static final class OfCorrelation extends Log4jWord {
        private OfCorrelation(String @Nullable [] options) {
            super("correlation", options, false);
        }

        /** Called by Log4j. */
        public static OfCorrelation newInstance(String @Nullable [] options) {
            return new OfCorrelation(options);
        }

        @Override
        String text(LogEvent event, @Nullable String entry) {
            return LogWords.correlation(Log4jEventGlue.correlation(event), entry);
        }
    }

    /** What {@code logs=auto} puts before a message. Its option names the context data that the pattern shows. */
    public static final class Prefix extends Log4jWord {
        private final String[] shownKeys;

        private Prefix(String @Nullable [] options) {
            super("whencePrefix", options, false);
            this.shownKeys = options == null || options.length == 0 ? new String[0] : options[0].split(",");
        }

        /** Called by Log4j. */
        public static Prefix newInstance(String @Nullable [] options) {
            return new Prefix(options);
        }

        @Override
        String text(LogEvent event, @Nullable String keys) {
            String id = Log4jEventGlue.correlation(event).id();
            if (id.isEmpty() || isShown(id, event)) {
                return "";
            }
            LogHooks.prefixed();
            return "[" + id + "] ";
        }

        private boolean isShown(String id, LogEvent event) {
            for (String key : shownKeys) {
                if (id.equals(event.getContextData().getValue(key))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A word that shows something of the stamp. */
    private abstract static class OfStamp extends Log4jWord {
        OfStamp(String word, String @Nullable [] options) {
            super(word, options, true);
        }

        @Override
        final String text(LogEvent event, @Nullable String option) {
            LogStamp stamp = Log4jEventGlue.stamp(event);
            return stamp == null ? "" : text(stamp, option);
        }

        abstract String text(LogStamp stamp, @Nullable String option);
    }

    /** The word {@code %task}. */
    public static final class Task extends OfStamp {
        private Task(String @Nullable [] options) {
            super("task", options);
        }

        /** Called by Log4j. */
        public static Task newInstance(String @Nullable [] options) {
            return new Task(options);
        }

        @Override
        String text(LogStamp stamp, @Nullable String option) {
            return LogWords.task(stamp, option);
        }
    }

    /** The word {@code %hlc}. */
    public static final class Hlc extends OfStamp {
        private Hlc(String @Nullable [] options) {
            super("hlc", options);
        }

        /** Called by Log4j. */
        public static Hlc newInstance(String @Nullable [] options) {
            return new Hlc(options);
        }

        @Override
        String text(LogStamp stamp, @Nullable String option) {
            return stamp.hlc();
        }
    }

    /** The word {@code %after}. */
    public static final class After extends OfStamp {
        private After(String @Nullable [] options) {
            super("after", options);
        }

        /** Called by Log4j. */
        public static After newInstance(String @Nullable [] options) {
            return new After(options);
        }

        @Override
        String text(LogStamp stamp, @Nullable String option) {
            return LogWords.after(stamp, option);
        }
    }

    /** The word {@code %site}. */
    public static final class Site extends OfStamp {
        private Site(String @Nullable [] options) {
            super("site", options);
        }

        /** Called by Log4j. */
        public static Site newInstance(String @Nullable [] options) {
            return new Site(options);
        }

        @Override
        String text(LogStamp stamp, @Nullable String option) {
            return LogWords.site(stamp);
        }
    }

    /** The word {@code %logicalStack}. */
    public static final class LogicalStack extends OfStamp {
        private LogicalStack(String @Nullable [] options) {
            super("logicalStack", options);
        }

        /** Called by Log4j. */
        public static LogicalStack newInstance(String @Nullable [] options) {
            return new LogicalStack(options);
        }

        @Override
        String text(LogStamp stamp, @Nullable String option) {
            return LogWords.logicalStack(stamp);
        }
    }
}
