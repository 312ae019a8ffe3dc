package dev.whence.log.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.whence.log.view.Inert;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object of columns as JSON that can stand in an element of a page. No text can end that element, since
 * {@code <}, {@code >}, {@code &} and all that is not ASCII are written as codes. And texts have no characters that
 * control how others are shown.
 */
final class PageJson implements Closeable {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** How much of a message or a stack trace is shown. */
    private static final int LONGEST_TEXT = 100_000;

    private final JsonGenerator json;

    PageJson(Writer out) throws IOException {
        json = FACTORY.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .setCharacterEscapes(new MarkupEscapes());
        json.writeStartObject();
    }

    void number(String name, long number) throws IOException {
        json.writeNumberField(name, number);
    }

    void numbers(String name, int count, IntToLongFunction number) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < count; i++) {
            json.writeNumber(number.applyAsLong(i));
        }
        json.writeEndArray();
    }

    void texts(String name, int count, IntFunction<String> text) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < count; i++) {
            json.writeString(inert(text.apply(i)));
        }
        json.writeEndArray();
    }

    /**
     * Writes a column of which many texts are equal: for each row the number of its text, and the texts that are not
     * known yet.
     *
     * @param numbers the texts with their numbers, to which new ones are added
     * @param known how many of them are known
     */
    void table(String name, Map<String, Integer> numbers, int known, int count, IntFunction<String> text)
            throws IOException {
        json.writeObjectFieldStart(name);
        numbers("of", count, i -> number(numbers, text.apply(i)));
        List<String> texts = numbers.keySet().stream().skip(known).toList();
        texts("texts", texts.size(), texts::get);
        json.writeEndObject();
    }

    private static int number(Map<String, Integer> numbers, String text) {
        Integer number = numbers.putIfAbsent(text, numbers.size());
        return number == null ? numbers.size() - 1 : number;
    }

    private static String inert(String text) {
        String some = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + " ..." : text;
        return some.lines().map(PageJson::inertLine).collect(Collectors.joining("\n"));
    }

    private static String inertLine(String line) {
        return line.startsWith("\t") ? "\t" + Inert.text(line.substring(1)) : Inert.text(line);
    }

    @Override
    public void close() throws IOException {
        json.writeEndObject();
        json.close();
    }

    /** Writes codes for the characters with which markup begins and ends. */
    private static final class MarkupEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&'}) {
                codes[c] = ESCAPE_STANDARD;
            }
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return null;
        }
    }
}
