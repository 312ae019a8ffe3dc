package dev.whence.log.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result as JSON Lines: an object for each row. */
public final class JsonRows implements RowSink {
    private final JsonGenerator json;
    private List<Column> columns = List.of();

    /** Creates a form of JSON. */
    public JsonRows(PrintWriter out) {
        try {
            json = new JsonFactory().createGenerator(out).setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<@Nullable Object> values) {
        try {
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i).name());
                write(values.get(i));
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(@Nullable Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(each);
            }
            json.writeEndArray();
        } else if (value instanceof Number number && !isNoNumber(number)) {
            json.writeNumber(number.toString());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    private static boolean isNoNumber(Number number) {
        return !Double.isFinite(number.doubleValue());
    }

    @Override
    public void end() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
