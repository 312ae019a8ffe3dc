package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.PresentOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The answers to requests about what is in flight. They are JSON objects. */
public final class LiveAnswers implements UnaryOperator<String> {
    private final String version;
    private final PresentOptions options;
    private final Memory memory = new Memory();

    /** For the agent, which loads this class by its name. */
    public LiveAnswers(String version, PresentOptions options) {
        this.version = version;
        this.options = options;
    }

    /** Returns the answer to the line of a {@link Request} of this process itself. */
    @Override
    public String apply(String line) {
        try {
            return new String(to(line), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the answer, or what has gone wrong: a fault of one request must not end the service. */
    byte[] to(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            answer(Request.parse(line), json);
        } catch (RuntimeException | Error e) {
            out.reset();
            writeFault(String.valueOf(e), out);
        }
        return out.toByteArray();
    }

    private void answer(Request request, JsonGenerator json) throws IOException {
        switch (request.name()) {
            case "about" -> new About(version).writeTo(json);
            case "dump" -> new Dump(request, version).writeTo(json);
            case "set" -> new OptionsSet(options).writeTo(json, request.settings());
            case "sites" -> new SitesReport(request, version).writeTo(json);
            case "watch" -> new Frame(version, memory).writeTo(json);
            default ->
                throw new IllegalArgumentException(
                        "the agent there, " + version + ", does not know the request '" + request.name() + "'");
        }
    }

    private static void writeFault(String fault, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("fault", fault);
            json.writeEndObject();
        }
    }
}
