package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.whence.context.Correlation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class BootJsonCustomizerTest extends CausalJsonEncoderFixture {
    /** Formats events as Spring Boot's format {@code logstash} does, which has the entries of the MDC at the top. */
    private final JsonWriter<ILoggingEvent> format = JsonWriter.of(members -> {
        members.add("message", ILoggingEvent::getFormattedMessage);
        members.addMapEntries(ILoggingEvent::getMDCPropertyMap);
        customize(members);
        customize(members);
    });

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void customize(Members<?> members) {
        SpringFactoriesLoader.forDefaultResourceLocation()
                .load(StructuredLoggingJsonMembersCustomizer.class)
                .forEach(customizer -> customizer.customize(members));
    }

    private JsonNode format(LoggingEvent event) throws Exception {
        return JSON.readTree(format.writeToString(event));
    }

    @Test
    void springBootFindsItAndItAddsTheFieldsOnce() throws Exception {
        JsonNode line = Correlation.of("order-1").call(() -> format(event("hello")));
        assertThat(line.fieldNames()).toIterable().containsExactly("message", "correlationId", "causal");
        assertThat(line.get("correlationId").asText()).isEqualTo("order-1");
        assertThat(line.get("causal").fieldNames()).toIterable().containsExactly("hlc", "task", "n");
        assertThat(line.get("causal").get("n").isInt()).isTrue();
    }

    @Test
    void keysOfTheEventKeepTheirNames() throws Exception {
        LoggingEvent event = event(Map.of("causal", "mine", "correlationId", "also mine"));
        event.addKeyValuePair(new KeyValuePair("causal_2", "and mine"));
        JsonNode line = Correlation.of("order-1").call(() -> format(event));
        assertThat(line.get("causal").asText()).isEqualTo("mine");
        assertThat(line.get("correlationId").asText()).isEqualTo("also mine");
        assertThat(line.get("causal_3").has("hlc")).isTrue();
    }

    @Test
    void anEventOfAnUnknownThreadHasNoFields() throws Exception {
        LoggingEvent event = event("hello");
        event.setThreadName("somebody else");
        assertThat(format(event).fieldNames()).toIterable().containsExactly("message");
    }
}
