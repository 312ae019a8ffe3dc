package dev.whence.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.whence.log.sim.HostileLines;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Plain lines of JSON, read without Jackson and with it. */
class PlainJsonTest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String STRUCTURE = "{}[]\",: \\\\-0159.eEtn\tä";

    private static final List<String> LINES = List.of(
            "{\"body\":\"b\",\"level\":\"WARN\",\"x\":[1,[],{},\"a\",true,false,null,{\"y\":-0}],\"causal\":{\"n\":1}}",
            "{\"log\":{\"level\":\"INFO\",\"logger\":\"l\"},\"service\":{\"node\":{\"name\":\"i\"}},\"message\":true}",
            "{\"timestamp\":1790000000,\"level\":4,\"_level_name\":\"ERROR\",\"_causal_after\":\"aa-1:1 aa-2:1\"}",
            "{ \"body\" : \"b\" , \"causal\" : { \"site_approximate\" : true , \"dropped\" : 12 } } ");

    @DisplayName("what is read without Jackson is what Jackson reads, of whole lines and of damaged ones")
    @Test
    void sameAsJackson() throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(LINES);
        Simulation.events(1, 60, 0, 3 * Simulation.HOUR).stream()
                .map(SimEvent::json)
                .forEach(lines::add);
        for (int i = 0; i < 40; i++) {
            lines.add(HostileLines.line(random, i));
        }
        for (int i = 0; i < 150_000; i++) {
            StringBuilder line = new StringBuilder(lines.get(random.nextInt(lines.size())));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                change(line, random);
            }
            compare(line.toString());
        }
    }

    private static void change(StringBuilder line, Random random) {
        int at = random.nextInt(line.length());
        char c = STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
        switch (random.nextInt(3)) {
            case 0 -> line.deleteCharAt(at);
            case 1 -> line.insert(at, c);
            default -> line.setCharAt(at, c);
        }
        if (line.isEmpty()) {
            line.append(c);
        }
    }

    private static void compare(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            LogRecord plain = record(new PlainJson(bytes, 0, bytes.length));
            assertThat(plain).as(line).isEqualTo(record(JsonTokens.of(JSON.createParser(bytes))));
        } catch (PlainJson.Unusual e) {
            // Jackson decides.
        }
    }

    /** Returns what is read, or null if the line is damaged. */
    private static @Nullable LogRecord record(JsonTokens tokens) throws PlainJson.Unusual {
        try {
            return JsonLine.parse(tokens).record("", 1, "");
        } catch (PlainJson.Unusual e) {
            throw e;
        } catch (IOException damaged) {
            return null;
        }
    }

    @DisplayName("lines that the encoder writes are plain")
    @Test
    void plain() throws IOException {
        for (SimEvent event : Simulation.events(1, 60, 0, 3 * Simulation.HOUR)) {
            byte[] bytes = event.json().getBytes(StandardCharsets.UTF_8);
            assertThat(JsonLine.parse(new PlainJson(bytes, 0, bytes.length)).task)
                    .isEqualTo(event.task());
        }
    }
}
