package dev.whence.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is read of a line of JSON, token by token. Its methods mean what they mean in Jackson's parser. */
interface JsonTokens extends Closeable {
    /** Returns the next token; at the end of the line {@link JsonToken#NOT_AVAILABLE}. */
    JsonToken nextToken() throws IOException;

    String currentName() throws IOException;

    JsonToken currentToken();

    void skipChildren() throws IOException;

    @Nullable String getValueAsString() throws IOException;

    long getValueAsLong() throws IOException;

    double getDoubleValue() throws IOException;

    boolean getValueAsBoolean() throws IOException;

    /** Returns the tokens that Jackson finds, which understands all of JSON. */
    static JsonTokens of(JsonParser json) {
        return new JsonTokens() {
            @Override
            public JsonToken nextToken() throws IOException {
                JsonToken next = json.nextToken();
                return next == null ? JsonToken.NOT_AVAILABLE : next;
            }

            @Override
            public String currentName() throws IOException {
                return json.currentName();
            }

            @Override
            public JsonToken currentToken() {
                return json.currentToken();
            }

            @Override
            public void skipChildren() throws IOException {
                json.skipChildren();
            }

            @Override
            public @Nullable String getValueAsString() throws IOException {
                return json.getValueAsString();
            }

            @Override
            public long getValueAsLong() throws IOException {
                return json.getValueAsLong();
            }

            @Override
            public double getDoubleValue() throws IOException {
                return json.getDoubleValue();
            }

            @Override
            public boolean getValueAsBoolean() throws IOException {
                return json.getValueAsBoolean();
            }

            @Override
            public void close() throws IOException {
                json.close();
            }
        };
    }
}
