package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.ConverterUtil;
import ch.qos.logback.core.pattern.parser.Parser;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.Mdc;
import dev.whence.runtime.log.LogHooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentGlueTest {
    private final Path folder;

    AgentGlueTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void forget() {
        Mdc.access(null);
        for (PatternWord word : PatternWord.values()) {
            PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.remove(word.word);
        }
    }

    @Test
    void wordsAreKnownWithoutConfiguration() throws Exception {
        AgentGlue.install();
        AgentGlue.install();
        assertThat(line("%correlation %task %hlc %after%logicalStack", "")).matches("a [0-9a-f-]+\\d+ [0-9a-f]{16} .*");
    }

    @Test
    void aConversionRuleOfTheUserWins() throws Exception {
        AgentGlue.install();
        String rule = "<conversionRule conversionWord='task' class='" + CorrelationConverter.class.getName() + "'/>";
        assertThat(line("%task", rule)).isEqualTo("a");
    }

    private String line(String pattern, String rules) throws Exception {
        Path file = folder.resolve("log.txt");
        String encoder = "<encoder><pattern>" + pattern + "%n</pattern></encoder>";
        try (Logback logback = new Logback(rules + Logback.file(file, encoder) + Logback.root("FILE"))) {
            Correlation.of("a").run(() -> logback.logger().info("hello"));
        }
        return Files.readAllLines(file).get(0);
    }

    @Test
    void theMdcTravelsByReferenceAndIsRestored() {
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        AgentGlue.mdc(mdc);
        mdc.put("user", "alice");
        Map<String, String> captured = mdc.getPropertyMap();
        Handoff handoff = Handoff.capture();
        mdc.put("user", "bob");
        Map<String, String> before = mdc.getPropertyMap();
        try (Scope ignored = handoff.resume()) {
            assertThat(mdc.getPropertyMap()).isSameAs(captured);
            mdc.put("user", "carol");
            assertThat(captured).containsEntry("user", "alice");
        }
        assertThat(mdc.getPropertyMap()).isSameAs(before).containsEntry("user", "bob");
        assertThat(mdc.get("user")).isEqualTo("bob");
    }

    @Test
    void anEmptyMdcTravelsToo() {
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        AgentGlue.mdc(mdc);
        Handoff handoff = Handoff.capture();
        mdc.put("user", "bob");
        try (Scope ignored = handoff.resume()) {
            assertThat(mdc.get("user")).isNull();
        }
        assertThat(mdc.get("user")).isEqualTo("bob");
    }

    @Test
    void theViewAddsTheCorrelationAndLeavesTheMapAlone() throws Exception {
        LogStamp stamp = Correlation.of("a").call(() -> LogSink.shared().stamp(Instant.now()));
        Map<String, String> mdc = new HashMap<>(Map.of("user", "bob"));
        assertThat(LogHooks.view(mdc, stamp)).containsOnly(Map.entry("user", "bob"), Map.entry("correlationId", "a"));
        assertThat(mdc).containsOnly(Map.entry("user", "bob"));
    }

    @Test
    void theViewIsTheMapItselfWhereThereIsNothingToAdd() throws Exception {
        Map<String, String> mdc = Map.of("correlationId", "mine");
        LogStamp stamp = Correlation.of("a").call(() -> LogSink.shared().stamp(Instant.now()));
        assertThat(LogHooks.view(mdc, stamp)).isSameAs(mdc);
        assertThat(LogHooks.view(mdc, LogSink.shared().stamp(Instant.now()))).isSameAs(mdc);
        assertThat(LogHooks.view(mdc, null)).isSameAs(mdc);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "%level %msg, INFO [a] hello",
                "%msg, [a] hello",
                "%level %-10(<%msg>) %m, INFO <[a] hello> hello",
                "%level %X{user} %msg, INFO bob [a] hello"
            })
    void aPatternWithoutTheCorrelationGetsItBeforeTheMessage(String pattern, String shown) throws Exception {
        Converter<ILoggingEvent> head = AgentGlue.ensureCorrelation(compile(pattern), "correlationId");
        assertThat(show(head)).isEqualTo(shown);
        assertThat(show(AgentGlue.ensureCorrelation(head, "correlationId"))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%correlation %msg",
                "%X %msg",
                "%X{correlationId} %msg",
                "%X{correlationId:-none} %msg",
                "%-5([%mdc{correlationId}]) %msg",
                "%level"
            })
    void aPatternThatShowsTheCorrelationOrNoMessageStaysAsItIs(String pattern) throws Exception {
        Converter<ILoggingEvent> head = compile(pattern);
        String before = show(head);
        assertThat(AgentGlue.ensureCorrelation(head, "correlationId")).isSameAs(head);
        assertThat(show(head)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "%level %msg%n, INFO [a] hello",
                "%-10(<%msg%n>), <[a] hello",
                "%level %replace(%msg%n){x}{y}, INFO [a] hello",
                "%level %msg, INFO hello"
            })
    void onlyPatternsOfWholeLinesGetItIfNobodyHasAskedForIt(String pattern, String shown) throws Exception {
        Converter<ILoggingEvent> head = AgentGlue.ensureCorrelationInLines(compile(pattern), "correlationId");
        assertThat(show(head)).startsWith(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "%X{user} %msg, bob, bob hello",
        "%X{user:-nobody} %msg, bob, bob hello",
        "%msg <%mdc{user}>, bob, hello <bob>",
        "%X{user} %msg, b, bob [b] hello",
        "%X{host} %msg, bob, ' [bob] hello'",
        "%correlation{tenant} %msg, bob, ' [bob] hello'"
    })
    void anIdThatTheLineShowsAsAnEntryOfTheMdcIsNotShownTwice(String pattern, String id, String shown)
            throws Exception {
        Converter<ILoggingEvent> head = AgentGlue.ensureCorrelation(compile(pattern), "correlationId");
        assertThat(show(head, id)).isEqualTo(shown);
    }

    @Test
    void aLineOfNoOperationStaysAsItIs() throws Exception {
        Converter<ILoggingEvent> head = AgentGlue.ensureCorrelationInLines(compile("%level %msg!%n"), "correlationId");
        assertThat(show(head, "")).startsWith("INFO hello!");
    }

    private static Converter<ILoggingEvent> compile(String pattern) throws Exception {
        AgentGlue.install();
        Parser<ILoggingEvent> parser = new Parser<>(pattern);
        return parser.compile(parser.parse(), PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP);
    }

    private static String show(Converter<ILoggingEvent> head) throws Exception {
        return show(head, "a");
    }

    private static String show(Converter<ILoggingEvent> head, String id) throws Exception {
        ConverterUtil.startConverters(head);
        LoggingEvent event = new LoggingEvent();
        event.setLevel(ch.qos.logback.classic.Level.INFO);
        event.setMessage("hello");
        event.setInstant(Instant.now());
        event.setMDCPropertyMap(Map.of("user", "bob"));
        StringBuilder text = new StringBuilder();
        Correlation correlation = id.isEmpty() ? Correlation.none() : Correlation.of(id);
        correlation.run(() -> {
            for (Converter<ILoggingEvent> each = head; each != null; each = each.getNext()) {
                each.write(text, event);
            }
        });
        return text.toString();
    }
}
