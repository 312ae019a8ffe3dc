package dev.whence.logback;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.pattern.MDCConverter;
import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.pattern.NopThrowableInformationConverter;
import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.FormatInfo;
import ch.qos.logback.core.pattern.FormattingConverter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A word whose converter is asked for each event. */
final class ConvertedWord extends TextWord {
    /** Converters of which any thread may use any one at any time, for an event without an exception. */
    private static final Set<Class<?>> KNOWN = Set.of(
            MessageConverter.class,
            MDCConverter.class,
            ThrowableProxyConverter.class,
            ExtendedThrowableProxyConverter.class,
            RootCauseFirstThrowableProxyConverter.class,
            NopThrowableInformationConverter.class,
            AfterConverter.class,
            CorrelationPrefixConverter.class,
            HlcConverter.class,
            SiteConverter.class,
            TaskConverter.class);

    private final Converter<ILoggingEvent> converter;
    private final Escape escape;
    private final boolean showsThrowables;

    /** Whether all that the converter writes is its text, formatted. */
    private final boolean isFormatting;

    private final @Nullable FormatInfo format;

    ConvertedWord(Converter<ILoggingEvent> converter, Escape escape) {
        this.converter = converter;
        this.escape = escape;
        this.showsThrowables = converter instanceof ThrowableProxyConverter;
        this.isFormatting = converter instanceof FormattingConverter;
        this.format = converter instanceof FormattingConverter<?> formatting ? formatting.getFormattingInfo() : null;
    }

    @Override
    boolean isForAnyThread() {
        return KNOWN.contains(converter.getClass());
    }

    @Override
    void write(ILoggingEvent event, TextWriter to) {
        ILoggingEvent shown = showsThrowables ? EscapedThrowable.in(event) : event;
        if (isFormatting) {
            to.text(converter.convert(shown), format, escape);
        } else {
            StringBuilder text = new StringBuilder();
            converter.write(text, shown);
            to.text(text.toString(), null, escape);
        }
    }
}
