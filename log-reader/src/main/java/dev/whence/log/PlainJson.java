package dev.whence.log;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a plain line of JSON: texts in ASCII without escapes, and numbers without a fraction. Most lines are plain,
 * and so they are read without Jackson, which takes longer to start and to read. Anything else, also a damaged line, is
 * {@link Unusual}, and then Jackson decides.
 */
final class PlainJson implements JsonTokens {
    private static final int DEEPEST = 60;
    private static final int LONGEST_NUMBER = 18;

    /** Names of fields that were read. Most are the same in all lines. Threads may overwrite each other's. */
    private static final @Nullable Name[] NAMES = new Name[1 << 10];

    private static final class Name {
        final byte[] bytes;
        final String text;

        Name(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    /** The line has something that is not read here. */
    static final class Unusual extends IOException {
        private static final long serialVersionUID = 1;

        private Unusual() {
            super("unusual");
        }

        /** Nobody looks at it. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final byte[] bytes;
    private final int end;
    private int next;
    private int depth;

    /** For each level a bit, which tells objects from arrays. */
    private long objects;

    private boolean isFirst = true;
    private boolean hasName;
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private int from;
    private int to;
    private String name = "";

    PlainJson(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.next = start;
        this.end = end;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        skipSpace();
        if (depth == 0 && token != JsonToken.NOT_AVAILABLE) {
            token = next == end ? JsonToken.NOT_AVAILABLE : unusual();
            return token;
        }
        if (peek() == '}' || peek() == ']') {
            return close(peek() == '}');
        }
        if (!isFirst && !hasName) {
            expect(',');
            skipSpace();
        }
        isFirst = false;
        token = depth > 0 && isInObject() && !hasName ? name() : value();
        return token;
    }

    private JsonToken close(boolean isObject) throws Unusual {
        if (depth == 0 || isInObject() != isObject || hasName) {
            throw new Unusual();
        }
        next++;
        depth--;
        isFirst = false;
        token = isObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        return token;
    }

    private boolean isInObject() {
        return (objects >>> depth & 1) != 0;
    }

    private JsonToken name() throws Unusual {
        readText();
        name = cachedName();
        skipSpace();
        expect(':');
        hasName = true;
        return JsonToken.FIELD_NAME;
    }

    private String cachedName() {
        int slot = slot();
        Name cached = NAMES[slot];
        if (cached != null && Arrays.equals(bytes, from, to, cached.bytes, 0, cached.bytes.length)) {
            return cached.text;
        }
        Name read = new Name(Arrays.copyOfRange(bytes, from, to), text());
        NAMES[slot] = read;
        return read.text;
    }

    /** Some of the bytes of a name tell it from others that are usual. */
    private int slot() {
        if (from == to) {
            return 0;
        }
        int hash = to - from;
        hash = hash * 31 + bytes[from];
        hash = hash * 31 + bytes[(from + to) / 2];
        hash = hash * 31 + bytes[to - 1];
        return (hash ^ hash >>> 10) & (NAMES.length - 1);
    }

    private JsonToken value() throws Unusual {
        hasName = false;
        return switch (peek()) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '"' -> {
                readText();
                yield JsonToken.VALUE_STRING;
            }
            case 't' -> word("true", JsonToken.VALUE_TRUE);
            case 'f' -> word("false", JsonToken.VALUE_FALSE);
            case 'n' -> word("null", JsonToken.VALUE_NULL);
            default -> number();
        };
    }

    private JsonToken open(boolean isObject) throws Unusual {
        next++;
        if (++depth > DEEPEST) {
            throw new Unusual();
        }
        objects = isObject ? objects | 1L << depth : objects & ~(1L << depth);
        isFirst = true;
        return isObject ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
    }

    private JsonToken word(String word, JsonToken found) throws Unusual {
        from = next;
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        to = next;
        return ended(found);
    }

    private JsonToken number() throws Unusual {
        from = next;
        next += peek() == '-' ? 1 : 0;
        int digits = next;
        while (peek() >= '0' && peek() <= '9') {
            next++;
        }
        to = next;
        int count = to - digits;
        boolean isPlain = count == 1 || (count > 1 && count <= LONGEST_NUMBER && bytes[digits] != '0');
        return isPlain ? ended(JsonToken.VALUE_NUMBER_INT) : unusual();
    }

    private JsonToken ended(JsonToken found) throws Unusual {
        int c = peek();
        return c == ',' || c == '}' || c == ']' || c == ' ' ? found : unusual();
    }

    private void readText() throws Unusual {
        expect('"');
        from = next;
        while (peek() != '"') {
            if (peek() < ' ' || peek() == '\\') {
                throw new Unusual();
            }
            next++;
        }
        to = next++;
    }

    /** Returns the next byte, or -1 at the end. Bytes beyond ASCII are negative too. */
    private int peek() {
        return next < end ? bytes[next] : -1;
    }

    private void expect(char c) throws Unusual {
        if (peek() != c) {
            throw new Unusual();
        }
        next++;
    }

    private void skipSpace() {
        while (peek() == ' ') {
            next++;
        }
    }

    private static JsonToken unusual() throws Unusual {
        throw new Unusual();
    }

    private String text() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String currentName() {
        return name;
    }

    @Override
    public JsonToken currentToken() {
        return token;
    }

    @Override
    public void skipChildren() throws IOException {
        if (token.isStructStart()) {
            int outer = depth - 1;
            while (depth > outer) {
                nextToken();
            }
        }
    }

    @Override
    public @Nullable String getValueAsString() {
        return token == JsonToken.VALUE_NULL ? null : text();
    }

    @Override
    public long getValueAsLong() throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new Unusual();
        }
        boolean isNegative = bytes[from] == '-';
        long number = 0;
        for (int i = isNegative ? from + 1 : from; i < to; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return isNegative ? -number : number;
    }

    @Override
    public double getDoubleValue() throws IOException {
        return getValueAsLong();
    }

    @Override
    public boolean getValueAsBoolean() throws IOException {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw new Unusual();
        }
        return token == JsonToken.VALUE_TRUE;
    }

    @Override
    public void close() {}
}
