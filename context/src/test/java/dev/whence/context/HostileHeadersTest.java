package dev.whence.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests with hostile headers. For each message there must be a valid correlation, and nothing may be thrown. */
class HostileHeadersTest {
    private static final String VALID = "[A-Za-z0-9._:+/=@-]{1,128}";
    private static final List<String> NAMES =
            List.of("X-Correlation-ID", "X-Request-ID", "traceparent", "tracestate", "whence-causal");
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final List<String> SEEDS = List.of(
            "",
            " ",
            "order-7781",
            "a\r\nSet-Cookie: b",
            "\u0000",
            "ä\uD800\uFFFF",
            "x".repeat(100_000),
            "0640000000000000;deadbeef-7:3,".repeat(5_000),
            "0640000000000000;deadbeef-7:3",
            "ffffffffffffffff;deadbeef-999999999999999999:999999999",
            "0640000000000000;deadbeef-0:0",
            "00-" + TRACE_ID + "-b7ad6b7169203331-01",
            "ff-" + TRACE_ID + "-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01");

    @ParameterizedTest
    @EnumSource(Trust.class)
    void anything(Trust trust) {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            Map<String, String> message = message(random);
            Handoff received = Propagation.extract(message, Map::get, trust);
            assertThat(received.correlation().id()).matches(VALID);
            try (Scope ignored = received.resume()) {
                Propagation.extractEdge(message, Map::get, trust);
                Map<String, String> sent = new HashMap<>();
                Propagation.inject(sent, Map::put);
                assertThat(sent.values()).allMatch(value -> value.chars().allMatch(c -> c >= ' ' && c <= '~'));
            }
        }
    }

    private static Map<String, String> message(Random random) {
        Map<String, String> message = new HashMap<>();
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                message.put(name, mutated(SEEDS.get(random.nextInt(SEEDS.size())), random));
            }
        }
        return message;
    }

    private static String mutated(String seed, Random random) {
        if (seed.length() > 1_000 || random.nextBoolean()) {
            return seed;
        }
        StringBuilder text = new StringBuilder(seed);
        for (int i = random.nextInt(3); i >= 0; i--) {
            char c = (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
            text.insert(random.nextInt(text.length() + 1), c);
        }
        return text.toString();
    }

    @Test
    void trustNone() {
        assertThat(received(Trust.NONE)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE_ID);
        assertThat(sent(Trust.NONE)).containsOnlyKeys("X-Correlation-ID");
    }

    @Test
    void trustCorrelation() {
        assertThat(received(Trust.CORRELATION)).isEqualTo("order-7781");
        assertThat(sent(Trust.CORRELATION)).containsOnlyKeys("X-Correlation-ID", "traceparent");
    }

    @Test
    void trustAll() {
        assertThat(received(Trust.ALL)).isEqualTo("order-7781");
        assertThat(sent(Trust.ALL)).containsEntry("whence-causal", "0640000000000000;deadbeef-7:3");
    }

    private static final Map<String, String> MESSAGE = Map.of(
            "X-Correlation-ID", "order-7781",
            "traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01",
            "whence-causal", "0640000000000000;deadbeef-7:3");

    private static String received(Trust trust) {
        return Propagation.extract(MESSAGE, Map::get, trust).correlation().id();
    }

    private static Map<String, String> sent(Trust trust) {
        Map<String, String> sent = new HashMap<>();
        try (Scope ignored = Propagation.extract(MESSAGE, Map::get, trust).resume()) {
            Propagation.inject(sent, Map::put);
        }
        return sent;
    }
}
