package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
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
