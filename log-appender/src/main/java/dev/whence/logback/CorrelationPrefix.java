package dev.whence.logback;

import ch.qos.logback.classic.pattern.MDCConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import ch.qos.logback.core.pattern.Converter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Adds the correlation to a compiled pattern that does not show it. */
final class CorrelationPrefix {
    private static final @Nullable VarHandle NEXT = nextField();

    /** Whether a chain of converters shows the correlation, or the entry of the MDC that has it. */
    static boolean isShownBy(@Nullable Converter<ILoggingEvent> head, String key) {
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            if (each instanceof CorrelationConverter
                    || (each instanceof MDCConverter mdc && shows(mdc, key))
                    || (each instanceof CompositeConverter<ILoggingEvent> group
                            && isShownBy(group.getChildConverter(), key))) {
                return true;
            }
        }
        return false;
    }

    /** {@code %X} shows all of the MDC, {@code %X{key:-default}} one entry. */
    private static boolean shows(MDCConverter mdc, String key) {
        String option = mdc.getFirstOption();
        return option == null || option.equals(key) || option.startsWith(key + ":-");
    }

    /** Puts the correlation before the first message of a chain; the new head, or null if there is no message. */
    static @Nullable Converter<ILoggingEvent> addTo(@Nullable Converter<ILoggingEvent> head) {
        if (head instanceof MessageConverter) {
            return before(head);
        }
        for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
            if ((each instanceof CompositeConverter<ILoggingEvent> group && addInside(group)) || addAfter(each)) {
                return head;
            }
        }
        return null;
    }

    private static boolean addInside(CompositeConverter<ILoggingEvent> group) {
        Converter<ILoggingEvent> child = addTo(group.getChildConverter());
        if (child != null) {
            group.setChildConverter(child);
        }
        return child != null;
    }

    private static boolean addAfter(Converter<ILoggingEvent> converter) {
        if (NEXT == null || !(converter.getNext() instanceof MessageConverter message)) {
            return false;
        }
        NEXT.set(converter, before(message));
        return true;
    }

    private static Converter<ILoggingEvent> before(Converter<ILoggingEvent> message) {
        Converter<ILoggingEvent> prefix = new CorrelationPrefixConverter();
        prefix.setNext(message);
        return prefix;
    }

    /** The link of a chain, which logback lets nobody change once it is set. */
    private static @Nullable VarHandle nextField() {
        try {
            return MethodHandles.privateLookupIn(Converter.class, MethodHandles.lookup())
                    .findVarHandle(Converter.class, "next", Converter.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private CorrelationPrefix() {}
}
