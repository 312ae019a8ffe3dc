package dev.whence.glue;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogWords;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolver;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverContext;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverFactory;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverConfig;
import org.apache.logging.log4j.layout.template.json.util.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The glue of Log4j's JSON templates. <code>{"$resolver": "whence"}</code> is the object {@code causal} that our encoder
 * for logback writes, and <code>{"$resolver": "whence", "field": "hlc"}</code> is a field of it. There are two more
 * fields, {@code correlation} and {@code logicalStack}. With <code>"sites": false</code> the object has no {@code site},
 * as with the property {@code sites} of our encoder.
 */
public final class Log4jTemplateGlue {
    private static final HookSwitch HOOK = HookSwitch.named("Log4j JSON templates");

    private static final String NAME = "whence";

    /** Adds the resolver to those of a new layout. */
    public static void addTo(Map<String, EventResolverFactory> factories) {
        try {
            if (HOOK.isOn()) {
                factories.putIfAbsent(NAME, new Factory());
            }
        } catch (Throwable e) {
            HOOK.failed(e);
        }
    }

    private static final class Factory implements EventResolverFactory {
        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public EventResolver create(EventResolverContext context, TemplateResolverConfig config) {
            String name = config.getString("field");
            return new Resolver(name == null ? Field.CAUSAL : Field.of(name), config.getBoolean("sites", true));
        }
    }

    /** The fields of a template. */
    private enum Field {
        CAUSAL("causal"),
        HLC("hlc"),
        TASK("task"),
        N("n"),
        AFTER("after"),
        VIA("via"),
        FLAGS("flags"),
        SITE("site"),
        SUBMITTED("submitted"),
        BEGUN("begun"),
        LOGICAL_STACK("logicalStack"),
        CORRELATION("correlation");

        private final String name;

        Field(String name) {
            this.name = name;
        }

        /** Returns the field of a name. Log4j reports the exception, as it does for its own resolvers. */
        static Field of(String name) {
            for (Field field : values()) {
                if (field.name.equals(name)) {
                    return field;
                }
            }
            throw new IllegalArgumentException("unknown field: " + name);
        }

        @Nullable Object in(LogEvent event, boolean withSite) {
            if (this == CORRELATION) {
                return Log4jEventGlue.correlation(event).id();
            }
            LogStamp stamp = Log4jEventGlue.stamp(event);
            return stamp == null ? null : in(stamp, withSite);
        }

        private @Nullable Object in(LogStamp stamp, boolean withSite) {
            return switch (this) {
                case HLC -> stamp.hlc();
                case TASK -> stamp.task();
                case N -> stamp.n();
                case AFTER -> stamp.after();
                case VIA -> stamp.via();
                case FLAGS -> stamp.flags();
                case SITE -> stamp.site();
                case SUBMITTED -> text(stamp.submitted());
                case BEGUN -> text(stamp.begun());
                case LOGICAL_STACK -> LogWords.logicalStack(stamp).strip();
                case CAUSAL, CORRELATION -> LogWords.causal(stamp, withSite);
            };
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static final class Resolver implements EventResolver {
        private final Field field;
        private final boolean withSite;

        Resolver(Field field, boolean withSite) {
            this.field = field;
            this.withSite = withSite;
            Log4jEventGlue.show(field != Field.CORRELATION);
        }

        /** Log4j leaves out what is not resolvable. */
        @Override
        public boolean isResolvable(LogEvent event) {
            return value(event) != null;
        }

        @Override
        public void resolve(LogEvent event, JsonWriter json) {
            json.writeValue(value(event));
        }

        /** Returns the value of an event, or null if it is empty. */
        private @Nullable Object value(LogEvent event) {
            try {
                Object value = field.in(event, withSite);
                return isEmpty(value) ? null : value;
            } catch (Throwable e) {
                HOOK.failed(e);
                return null;
            }
        }

        private static boolean isEmpty(@Nullable Object value) {
            return value == null || value.equals("") || (value instanceof Collection<?> values && values.isEmpty());
        }
    }

    private Log4jTemplateGlue() {}
}
