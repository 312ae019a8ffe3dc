package dev.whence.agent.cli;

import dev.whence.log.view.Durations;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table of {@code dump --watch}.
 *
 * @param name the heading
 * @param width how many columns of the terminal it takes; 0 for all that are left
 * @param from how wide the terminal is at least when the column is shown
 * @param text the text of a row
 * @param number the number by which rows are sorted, the largest first; null if they are sorted by the text
 */
record WatchColumn(
        String name,
        int width,
        int from,
        Function<JsonTree, String> text,
        @Nullable ToLongFunction<JsonTree> number) {
    /** Returns a column of numbers. */
    static WatchColumn number(String name, int from, ToLongFunction<JsonTree> number) {
        return new WatchColumn(name, name.length() + 1, from, row -> Long.toString(number.applyAsLong(row)), number);
    }

    /** Returns a column of times in milliseconds, as far as they are known. */
    static WatchColumn time(String name, ToLongFunction<JsonTree> millis) {
        return new WatchColumn(
                name,
                Math.max(7, name.length() + 1),
                0,
                row -> millis.applyAsLong(row) > 0 ? Span.text(millis.applyAsLong(row)) : "-",
                millis);
    }

    /** Returns a column of measured times in nanoseconds, by their member of a row and their name in that. */
    static WatchColumn measured(String name, int from, String member, String quantile) {
        ToLongFunction<JsonTree> nanos = row -> row.object(member).number(quantile);
        return new WatchColumn(
                name,
                Math.max(7, name.length() + 1),
                from,
                row -> row.has(member) ? Durations.text((nanos.applyAsLong(row) + 500) / 1_000) : "-",
                nanos);
    }

    /** Returns a column of texts. */
    static WatchColumn text(String name, int width, Function<JsonTree, String> text) {
        return new WatchColumn(name, width, 0, text, null);
    }

    /** Returns the order of rows by this column. */
    Comparator<JsonTree> order() {
        ToLongFunction<JsonTree> byNumber = number;
        return byNumber == null
                ? Comparator.comparing(text)
                : Comparator.comparingLong(byNumber).reversed();
    }
}
