package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.whence.runtime.LogSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** Tests of the buffers that the encoder writes to. */
class CausalJsonEncoderBufferTest extends CausalJsonEncoderFixture {
    private final Bytes buffer = new Bytes();

    @Test
    void aBufferGetsTheLinesOneAfterTheOther() throws Exception {
        encoder.write(event("a".repeat(3_000)), buffer);
        int end = buffer.length;
        encoder.write(event("second"), buffer);
        assertThat(parse(Arrays.copyOf(buffer.array, end)).get("body").asText()).hasSize(3_000);
        JsonNode second = parse(Arrays.copyOfRange(buffer.array, end, buffer.length));
        assertThat(second.get("body").asText()).isEqualTo("second");
        assertThat(second.get("causal").get("seq").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"otel", "logstash"})
    void aLineOfWhichAPartWasEncodedEarlyIsTheSame(String preset) {
        StampedEvent event = new StampedEvent(event(Map.of("key", "value")));
        event.stamp(LogSink.shared().stamp(Instant.EPOCH));
        encoder.setPreset(preset);
        encoder.start();
        encoder.write(event, buffer);
        encoder.complete(Objects.requireNonNull(encoder.encodeEarly(event)), buffer);
        CausalJsonEncoder other = new CausalJsonEncoder();
        other.setServiceName("");
        other.setServiceInstanceId("");
        other.setPreset(preset);
        other.start();
        Bytes expected = new Bytes();
        other.write(event, expected);
        other.write(event, expected);
        assertThat(buffer.copy()).isEqualTo(expected.copy());
    }

    /** This preset has the number of the line in a further field, which is not the last one. */
    @Test
    void noPartIsEncodedEarlyIfTheNumberOfTheLineIsWithinIt() {
        encoder.setPreset("ecs");
        encoder.start();
        assertThat(encoder.encodeEarly(event("a"))).isNull();
    }

    @Test
    void anEventThatFailsLeavesNothingInTheBuffer() throws Exception {
        LoggingEvent failing = new LoggingEvent() {
            @Override
            public IThrowableProxy getThrowableProxy() {
                throw new IllegalStateException("fails");
            }
        };
        failing.setLevel(ch.qos.logback.classic.Level.INFO);
        failing.setInstant(java.time.Instant.EPOCH);
        failing.setMDCPropertyMap(java.util.Map.of());
        encoder.write(event("first"), buffer);
        int end = buffer.length;
        assertThatThrownBy(() -> encoder.write(failing, buffer)).hasMessage("fails");
        assertThat(buffer.length).isEqualTo(end);
        assertThatThrownBy(() -> encoder.encode(failing)).hasMessage("fails");
        assertThat(encode(event("after it")).get("body").asText()).isEqualTo("after it");
    }

    @Test
    void aValueMayEncodeAnEventItself() throws Exception {
        List<JsonNode> inner = new ArrayList<>();
        LoggingEvent event = event("outer");
        event.addKeyValuePair(new KeyValuePair("value", new Object() {
            @Override
            public String toString() {
                try {
                    inner.add(parse(encoder.encode(event("inner"))));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                return "text";
            }
        }));
        JsonNode outer = encode(event);
        assertThat(outer.get("body").asText()).isEqualTo("outer");
        assertThat(outer.get("attributes").get("value").asText()).isEqualTo("text");
        assertThat(inner)
                .singleElement()
                .satisfies(line -> assertThat(line.get("body").asText()).isEqualTo("inner"));
    }

    @Test
    void threadsDoNotMixTheirLines() throws Exception {
        encoder.start();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch together = new CountDownLatch(4);
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String message = String.valueOf(thread).repeat(100 * (thread + 1));
                runs.add(pool.submit(() -> {
                    together.countDown();
                    together.await();
                    for (int i = 0; i < 5_000; i++) {
                        assertThat(parse(encoder.encode(event(message)))
                                        .get("body")
                                        .asText())
                                .isEqualTo(message);
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
