package dev.whence.agent.cli;

import dev.whence.log.view.Durations;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of time, in milliseconds, as it is typed and shown. */
final class Span implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("'" + text
                    + "' is not a time; a time is a whole number with its unit, such as 500ms, 10s, 2m or 1h");
        }
        return Long.parseLong(form.group(1)) * millis(form.group(2));
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }

    /** Returns a span as short text. What is known to have lasted so long at least is not shown as more. */
    static String text(long millis) {
        return Durations.text(1_000 * (millis - millis % step(millis)));
    }

    /** Returns the smallest difference that is shown of a span of this size. */
    private static long step(long millis) {
        if (millis < 10_000) {
            return millis < 1_000 ? 1 : 100;
        }
        if (millis < 600_000) {
            return millis < 60_000 ? 1_000 : 6_000;
        }
        return millis < 3_600_000 ? 60_000 : 360_000;
    }
}
