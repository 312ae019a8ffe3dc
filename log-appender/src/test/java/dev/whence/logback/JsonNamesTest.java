package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.whence.context.Correlation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.KeyValuePair;

/** Tests that no name occurs twice in an object, and that nothing is lost for that. */
class JsonNamesTest extends CausalJsonEncoderFixture {
    /** Keys that clash with each other, with numbered names, with our own names, or only when they are written. */
    private static final List<String> KEYS = keys();

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("a", "a_2", "a_3", "a_2_2", "null", "null_2", "causal", "seq"));
        keys.addAll(List.of("\ud800", "\ud801", "\udc00", "\ufffd", "\ufffd_2", "\ud83d\ude00", "correlationId"));
        for (JsonField field : JsonField.values()) {
            for (Preset preset : Preset.values()) {
                keys.add(field.nameIn(preset));
            }
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void anyKeysAreParsedStrictlyAndNothingIsLost(Preset preset) throws Exception {
        encoder.setPreset(preset.toString());
        Random random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            Set<String> values = new HashSet<>();
            Map<String, String> mdc = new HashMap<>();
            for (int entries = random.nextInt(8); entries > 0; entries--) {
                mdc.put(key(random), "entry-" + entries);
            }
            values.addAll(mdc.values());
            LoggingEvent event = event(mdc);
            for (int pairs = random.nextInt(8); pairs > 0; pairs--) {
                event.addKeyValuePair(new KeyValuePair(random.nextInt(20) == 0 ? null : key(random), "pair-" + pairs));
                values.add("pair-" + pairs);
            }
            JsonNode line = Correlation.of("entry-1").call(() -> encode(event));
            assertThat(texts(line)).as("%s", line).containsAll(values);
        }
    }

    private static String key(Random random) {
        return KEYS.get(random.nextInt(random.nextBoolean() ? 15 : KEYS.size()));
    }

    /** Returns the values of the fields that the MDC and the pairs are written to. */
    private static Set<String> texts(JsonNode line) {
        Set<String> texts = new HashSet<>();
        line.forEach(value -> texts.add(value.asText()));
        for (String attributes : List.of("attributes", "labels")) {
            line.path(attributes).forEach(value -> texts.add(value.asText()));
        }
        return texts;
    }

    @Test
    void aNumberedNameIsOneThatTheEventDoesNotHave() throws Exception {
        LoggingEvent event = event(Map.of("a_3", "4"));
        event.addKeyValuePair(new KeyValuePair("a", 1));
        event.addKeyValuePair(new KeyValuePair("a", 2));
        event.addKeyValuePair(new KeyValuePair("a_2", 3));
        assertThat(encode(event).get("attributes"))
                .isEqualTo(JSON.readTree("{\"a\":1,\"a_4\":2,\"a_2\":3,\"a_3\":\"4\"}"));
    }

    @Test
    void keysThatAreWrittenAlikeAreNumbered() throws Exception {
        LoggingEvent event = event(Map.of("\ud800", "1", "\ud801", "2", "\ufffd", "3"));
        JsonNode attributes = encode(event).get("attributes");
        assertThat(attributes.fieldNames()).toIterable().containsExactlyInAnyOrder("\ufffd", "\ufffd_2", "\ufffd_3");
        assertThat(attributes.get("\ufffd").asText()).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aPresetHasNoNameTwice(Preset preset) {
        List<String> names = new ArrayList<>(List.of("causal"));
        for (JsonField field : JsonField.values()) {
            if (!field.nameIn(preset).isEmpty()) {
                names.add(field.nameIn(preset));
            }
        }
        assertThat(names).doesNotHaveDuplicates();
    }
}
