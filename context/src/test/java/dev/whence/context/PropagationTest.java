package dev.whence.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import dev.whence.shop.OtherThread;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the headers of messages, which one end writes and the other reads. */
class PropagationTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String FAR_AHEAD = "f60d55e6e20e9000";
    private static final String TRACE_PARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

    private final Map<String, String> message = new HashMap<>();

    private Handoff extract(Trust trust) {
        return Propagation.extract(message, Map::get, trust);
    }

    private static LogStamp stamp() {
        return LogSink.shared().stamp(Instant.now());
    }

    private static LogStamp stampIn(Handoff handoff) {
        try (Scope ignored = handoff.resume()) {
            return stamp();
        }
    }

    @Test
    void carriesTheIdAndNoEntries() {
        Correlation.of("order-7781").with("tenant", "acme").run(() -> Propagation.inject(message, Map::put));
        assertThat(message).containsEntry("X-Correlation-ID", "order-7781");
        assertThat(message.toString()).doesNotContain("acme");
        assertThat(extract(Trust.CORRELATION).correlation()).isEqualTo(Correlation.of("order-7781"));
    }

    @Test
    void carriesNothingIfThereIsNothing() throws Exception {
        OtherThread.call(() -> {
            Propagation.inject(message, Map::put);
            return null;
        });
        assertThat(message).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Correlation-ID, order-1, order-1",
        "X-Request-ID, request-1, request-1",
        "traceparent, " + TRACE_PARENT + ", " + TRACE_ID
    })
    void adoptsTheFirstValidId(String header, String value, String id) {
        message.put(header, value);
        assertThat(extract(Trust.CORRELATION).correlation().id()).isEqualTo(id);
        assertThat(extract(Trust.NONE).correlation().id()).isNotEqualTo(id).matches("[0-9a-f]{32}");
    }

    @Test
    void passesOverAnInvalidId() {
        message.putAll(Map.of("X-Correlation-ID", "not valid", "X-Request-ID", "request-1"));
        assertThat(extract(Trust.CORRELATION).correlation().id()).isEqualTo("request-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-" + TRACE_ID + "-0000000000000000-01",
                "ff-" + TRACE_ID + "-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                TRACE_PARENT + "-more",
                "00_" + TRACE_ID + "-b7ad6b7169203331-01"
            })
    void doesNotTakeATraceThatIsNotValid(String parent) {
        message.put("traceparent", parent);
        assertThat(extract(Trust.ALL).correlation().id()).isNotEmpty().isNotEqualTo(TRACE_ID);
        assertThat(sentOn()).doesNotContainKey("traceparent");
    }

    @ParameterizedTest
    @ValueSource(strings = {TRACE_PARENT, "01-" + TRACE_ID + "-b7ad6b7169203331-01-later"})
    void handsATraceOnAsItCame(String parent) {
        message.putAll(Map.of("traceparent", parent, "tracestate", "vendor=1"));
        assertThat(sentOn()).containsEntry("traceparent", parent).containsEntry("tracestate", "vendor=1");
    }

    @Test
    void doesNotHandATraceOnInAnotherOperation() {
        message.put("traceparent", TRACE_PARENT);
        Map<String, String> sent = new HashMap<>();
        try (Scope ignored = extract(Trust.ALL).resume();
                Scope other = Correlation.of("other").open()) {
            Propagation.inject(sent, Map::put);
        }
        assertThat(sent).doesNotContainKey("traceparent");
    }

    private Map<String, String> sentOn() {
        Map<String, String> sent = new HashMap<>();
        try (Scope ignored = extract(Trust.ALL).resume()) {
            Propagation.inject(sent, Map::put);
        }
        return sent;
    }

    /** Sends a message as another JVM would, on a thread that has logged nothing before. */
    private LogStamp send() throws Exception {
        LogStamp sent = OtherThread.call(() -> {
            LogStamp stamp = stamp();
            Propagation.inject(message, Map::put);
            return stamp;
        });
        message.replaceAll((name, value) -> ofOtherJvm(value));
        return sent;
    }

    private static String ofOtherJvm(String text) {
        return text.replaceAll("[0-9a-f]{8}-", "12345678-");
    }

    private static String id(LogStamp stamp) {
        return stamp.task() + ":" + stamp.n();
    }

    @Test
    void whatReceivesAMessageComesAfterItsSender() throws Exception {
        LogStamp sent = send();
        LogStamp received = stampIn(extract(Trust.ALL));
        assertThat(received.after()).containsExactly(ofOtherJvm(id(sent)));
        assertThat(received.via()).containsExactly("receive");
        assertThat(received.hlc()).isGreaterThan(sent.hlc());
    }

    @Test
    void theEdgeIsNotBelievedUnlessItIsTrusted() throws Exception {
        send();
        assertThat(stampIn(extract(Trust.CORRELATION)).after()).isEmpty();
        assertThat(stampIn(extract(Trust.NONE)).after()).isEmpty();
    }

    @Test
    void whatReceivesAnAnswerComesAfterItsSender() throws Exception {
        LogStamp answered = OtherThread.call(() -> {
            LogStamp stamp = stamp();
            Propagation.injectEdge(message, Map::put);
            return stamp;
        });
        message.replaceAll((name, value) -> ofOtherJvm(value));
        LogStamp next = OtherThread.call(() -> {
            Propagation.extractEdge(message, Map::get, Trust.ALL);
            return stamp();
        });
        assertThat(next.after()).containsExactly(ofOtherJvm(id(answered)));
        assertThat(next.via()).containsExactly("complete");
    }

    @Test
    void whatAMessageTellsOfThisJvmsOwnEventsIsPassedOver() throws Exception {
        LogStamp own = stamp();
        message.put(
                Propagation.CAUSAL_HEADER,
                own.hlc() + ";" + own.task() + ":999,0640000000000000;12345678-7:3,ffffffffffffffff;" + id(own));
        LogStamp received = stampIn(extract(Trust.ALL));
        assertThat(received.after()).containsExactly("12345678-7:3");
        assertThat(received.isClockAhead()).isFalse();

        message.put(Propagation.CAUSAL_HEADER, own.hlc() + ";" + own.task() + ":999");
        assertThat(stampIn(extract(Trust.ALL)).after()).isEmpty();
        Propagation.extractEdge(message, Map::get, Trust.ALL);
        assertThat(stamp().after()).isEmpty();
    }

    @Test
    void aStampThatIsFarAheadOrdersNothing() {
        message.put(Propagation.CAUSAL_HEADER, FAR_AHEAD + ";12345678-1:1");
        LogStamp received = stampIn(extract(Trust.ALL));
        assertThat(received.after()).containsExactly("12345678-1:1");
        assertThat(received.isClockAhead()).isTrue();
        assertThat(received.hlc()).isLessThan("f");
    }

    @Test
    void whateverDescendsFromAStampThatIsFarAheadSaysSo() throws Exception {
        message.put(Propagation.CAUSAL_HEADER, FAR_AHEAD + ";12345678-1:1");
        try (Scope ignored = extract(Trust.ALL).resume()) {
            assertThat(stamp().isClockAhead()).as("the first event").isTrue();
            assertThat(stamp().isClockAhead()).as("the next one").isTrue();
            Callable<LogStamp> fork = Correlation.current().wrap(PropagationTest::stamp);
            assertThat(OtherThread.call(fork).isClockAhead()).as("a fork").isTrue();
        }
        assertThat(OtherThread.call(PropagationTest::stamp).isClockAhead())
                .as("what does not descend from it")
                .isFalse();
    }

    @Test
    void aStampThatIsFarAheadIsHandedOn() throws Exception {
        message.put(Propagation.CAUSAL_HEADER, FAR_AHEAD + ";12345678-1:1");
        try (Scope ignored = extract(Trust.ALL).resume()) {
            stamp();
            Propagation.inject(message, Map::put);
        }
        message.replaceAll((name, value) -> ofOtherJvm(value));
        assertThat(message.get(Propagation.CAUSAL_HEADER)).startsWith(FAR_AHEAD);
        LogStamp third = OtherThread.call(() -> stampIn(extract(Trust.ALL)));
        assertThat(third.isClockAhead()).isTrue();
    }

    @Test
    void anEventThatIsLaterThanAllBeforeItSaysNothing() {
        Instant ahead = Instant.now().plusSeconds(7200);
        message.put(Propagation.CAUSAL_HEADER, hlc(ahead) + ";12345678-1:1");
        try (Scope ignored = extract(Trust.ALL).resume()) {
            assertThat(stamp().isClockAhead()).isTrue();
            assertThat(LogSink.shared().stamp(ahead.plusSeconds(1)).isClockAhead())
                    .isFalse();
            assertThat(stamp().isClockAhead()).isFalse();
        }
    }

    @Test
    void anEventWithTheStampOfOneBeforeItSaysSo() {
        Instant ahead = Instant.ofEpochMilli(System.currentTimeMillis() + 7_200_000);
        message.put(Propagation.CAUSAL_HEADER, hlc(ahead) + ";12345678-1:1");
        try (Scope ignored = extract(Trust.ALL).resume()) {
            LogStamp same = LogSink.shared().stamp(ahead);
            assertThat(same.hlc()).isEqualTo(hlc(ahead));
            assertThat(same.isClockAhead()).isTrue();
        }
    }

    private static String hlc(Instant instant) {
        return String.format("%016x", (instant.toEpochMilli() * 1000) << 12);
    }
}
