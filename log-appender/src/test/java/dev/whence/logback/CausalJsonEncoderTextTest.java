package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;

/** Tests of the encoder with hostile and huge texts. */
class CausalJsonEncoderTextTest extends CausalJsonEncoderFixture {
    @Test
    void anyStringIsParsedUnchanged() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            String hostile = hostile(random);
            LoggingEvent event = event(hostile);
            event.addKeyValuePair(new KeyValuePair("k" + hostile, hostile));
            event.addMarker(MarkerFactory.getDetachedMarker(hostile));
            JsonNode line = encode(event);
            String expected = withoutUnpairedSurrogates(hostile);
            assertThat(line.get("body").asText()).isEqualTo(expected);
            assertThat(line.get("attributes").get("k" + expected).asText()).isEqualTo(expected);
            assertThat(line.get("markers").get(0).asText()).isEqualTo(expected);
        }
    }

    @Test
    void aHugeMessageIsOneLine() throws Exception {
        String huge = "é\n".repeat(1 << 20);
        assertThat(encode(event(huge)).get("body").asText()).isEqualTo(huge);
    }

    /** Returns a few random characters, many of which break lines, terminals or parsers. */
    private static String hostile(Random random) {
        int[] kinds = {0x20, 0x80, 0xa0, 0x800, 0x2030, 0xe000, 0x10000, 0x110000};
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> "\"\\\r\n\t\b\f/\u2028\u2029\u0085\u007f".charAt(random.nextInt(12));
                        case 1 -> 0xd800 + random.nextInt(0x800);
                        default -> random.nextInt(kinds[random.nextInt(kinds.length)]);
                    });
        }
        return text.toString();
    }

    private static String withoutUnpairedSurrogates(String text) {
        return text.codePoints()
                .map(c -> c >= 0xd800 && c < 0xe000 ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
