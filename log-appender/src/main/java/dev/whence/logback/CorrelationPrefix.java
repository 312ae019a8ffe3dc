package dev.whence.logback;

import ch.qos.logback.classic.pattern.LineSeparatorConverter;
import ch.qos.logback.classic.pattern.MDCConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.SyslogStartConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.LiteralConverter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the correlation to a compiled pattern that does not show it: a chain of converters, some of which have children.
 */
final class CorrelationPrefix {
    private static final @Nullable VarHandle NEXT = nextField();

    /** Spring Boot's converter for the ids of a trace. It shows {@code traceId} unless its pattern names other keys. */
    private static final String BOOT_TRACE_CONVERTER =
            "org.springframework.boot.logging.logback.CorrelationIdConverter";

    private final List<String> shownKeys = new ArrayList<>();

    /** Creates the prefix for the pattern that begins with this converter. */
    CorrelationPrefix(Converter<ILoggingEvent> head) {
        addShownKeys(head);
    }

    private void addShownKeys(@Nullable Converter<ILoggingEvent> head) {
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            if (each instanceof MDCConverter mdc) {
                shownKeys.add(keyOf(mdc));
            } else if (each.getClass().getName().equals(BOOT_TRACE_CONVERTER)) {
                shownKeys.add("traceId");
            } else if (each instanceof CompositeConverter<ILoggingEvent> group) {
                addShownKeys(group.getChildConverter());
            }
        }
    }

    /** Returns whether a pattern formats whole lines: it has a line end, or the start of a syslog message. */
    static boolean formatsLines(@Nullable Converter<ILoggingEvent> head) {
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            if (each instanceof LineSeparatorConverter
                    || each instanceof SyslogStartConverter
                    || (each instanceof LiteralConverter && each.convert(null).indexOf('\n') >= 0)
                    || (each instanceof CompositeConverter<ILoggingEvent> group
                            && formatsLines(group.getChildConverter()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a pattern shows the correlation: by {@code %correlation}, or as the entry {@code key} of the MDC.
     */
    static boolean showsCorrelation(@Nullable Converter<ILoggingEvent> head, String key) {
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            if ((each instanceof CorrelationConverter word && word.getFirstOption() == null)
                    || (each instanceof MDCConverter mdc && shows(mdc, key))
                    || (each instanceof CompositeConverter<ILoggingEvent> group
                            && showsCorrelation(group.getChildConverter(), key))) {
                return true;
            }
        }
        return false;
    }

    private static boolean shows(MDCConverter mdc, String key) {
        String shown = keyOf(mdc);
        return shown.isEmpty() || shown.equals(key);
    }

    /**
     * Returns the key of the entry that {@code %X{key:-default}} shows, or the empty string for {@code %X}, which shows
     * all.
     */
    private static String keyOf(MDCConverter mdc) {
        String option = mdc.getFirstOption();
        int end = option == null ? 0 : option.indexOf(":-");
        return option == null ? "" : end < 0 ? option : option.substring(0, end);
    }

    /** Adds the prefix before the first message of a chain. Returns the new head, or null if there is no message. */
    @Nullable Converter<ILoggingEvent> addTo(@Nullable Converter<ILoggingEvent> head) {
        if (head instanceof MessageConverter) {
            return prefixed(head);
        }
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            if ((each instanceof CompositeConverter<ILoggingEvent> group && addInside(group)) || addAfter(each)) {
                return head;
            }
        }
        return null;
    }

    private boolean addInside(CompositeConverter<ILoggingEvent> group) {
        Converter<ILoggingEvent> child = addTo(group.getChildConverter());
        if (child != null) {
            group.setChildConverter(child);
        }
        return child != null;
    }

    private boolean addAfter(Converter<ILoggingEvent> converter) {
        if (NEXT == null || !(converter.getNext() instanceof MessageConverter message)) {
            return false;
        }
        // Other threads may be writing events with this chain.
        NEXT.setRelease(converter, prefixed(message));
        return true;
    }

    private Converter<ILoggingEvent> prefixed(Converter<ILoggingEvent> message) {
        Converter<ILoggingEvent> prefix = new CorrelationPrefixConverter(shownKeys);
        prefix.setNext(message);
        return prefix;
    }

    /** Returns the link between converters. Its public setter refuses to change a link. */
    private static @Nullable VarHandle nextField() {
        try {
            return MethodHandles.privateLookupIn(Converter.class, MethodHandles.lookup())
                    .findVarHandle(Converter.class, "next", Converter.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
