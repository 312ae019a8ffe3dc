package dev.whence.log.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.check.LogCheck;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import dev.whence.log.stats.Latencies;
import dev.whence.log.stats.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What queries say about logs, compared with what the programs really did, and with what the other commands say. */
class RelationsTest {
    private static final long SECOND = 1_000_000;
    private static final long[] CLOCKS = {0, 300 * SECOND, -400 * SECOND, 3 * Simulation.HOUR};

    private final Path folder;

    RelationsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Offsets of the clocks of services; those of more than an hour are not believed by others. */
    static Stream<long[]> clocks() {
        return Stream.of(new long[] {0}, new long[] {0, 300 * SECOND, -400 * SECOND}, new long[] {
            0, 3 * Simulation.HOUR, -5 * Simulation.HOUR, 20 * SECOND
        });
    }

    @DisplayName("ORDER BY stamp puts causes before effects, however the clocks differ")
    @ParameterizedTest
    @MethodSource("clocks")
    void causal(long[] offsets) throws IOException {
        List<SimEvent> events = Simulation.events(3, 600, offsets);
        assertThat(violations(events, SimEvent::json, "stamp")).isZero();
    }

    @DisplayName("of clocks that are believed, ORDER BY hlc is causal, and ORDER BY time is not")
    @Test
    void believed() throws IOException {
        List<SimEvent> events = Simulation.events(4, 600, 0, 300 * SECOND, -400 * SECOND);
        assertThat(violations(events, SimEvent::json, "hlc")).isZero();
        assertThat(violations(events, SimEvent::json, "time")).isPositive();
    }

    @DisplayName("ORDER BY stamp is causal for text, also without stamps")
    @Test
    void text() throws IOException {
        List<SimEvent> events = Simulation.events(5, 600, 0, 300 * SECOND, -400 * SECOND);
        assertThat(violations(events, SimEvent::text, "stamp")).isZero();
        assertThat(violations(events, RelationsTest::unstamped, "stamp")).isZero();
    }

    private static String unstamped(SimEvent event) {
        return event.text().replaceFirst(" [0-9a-f]{16} ", " ");
    }

    /** Counts the pairs of a cause and its effect that are in the wrong order. */
    private long violations(List<SimEvent> events, Function<SimEvent, String> line, String key) throws IOException {
        List<String> ids = ask(events, line, "SELECT id FROM events ORDER BY " + key);
        assertThat(ids).hasSize(events.size());
        Map<String, Integer> places = new HashMap<>();
        ids.forEach(id -> places.put(id, places.size()));
        return events.stream()
                .flatMap(event -> event.causes().stream().filter(cause -> place(cause, places) > place(event, places)))
                .count();
    }

    private static int place(SimEvent event, Map<String, Integer> places) {
        return Objects.requireNonNull(places.get(event.id()));
    }

    private List<String> ask(List<SimEvent> events, Function<SimEvent, String> line, String sql) throws IOException {
        return Answer.texts(Answer.of(new SimLogs(folder, 1).write(events, line), sql));
    }

    @DisplayName("edges are those of the graph, also if events are missing or doubled")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void edges(int seed) throws IOException {
        LogFiles files = withHoles(seed);
        CausalGraph graph = graph(files);
        TreeSet<String> edges = new TreeSet<>();
        for (int event = 0; event < graph.size(); event++) {
            int[] before = graph.predecessors(event);
            List<String> kinds = graph.kinds(event);
            for (int i = 0; i < before.length; i++) {
                edges.add(graph.id(before[i]) + " " + kinds.get(i) + " " + graph.id(event));
            }
        }
        String sql = "SELECT concat_ws(' ', cause, kind, effect) FROM edges WHERE cause IN (SELECT id FROM events)";
        assertThat(Answer.texts(Answer.of(files, sql))).containsExactlyInAnyOrderElementsOf(edges);
    }

    @DisplayName("missing predecessors are those that check finds")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void missing(int seed) throws IOException {
        LogFiles files = withHoles(seed);
        CausalGraph graph = graph(files);
        List<String> missing = new ArrayList<>();
        for (int event = 0; event < graph.size(); event++) {
            String effect = graph.id(event);
            graph.missing(event).forEach(cause -> missing.add(effect + " " + cause));
        }
        String sql = "SELECT effect || ' ' || cause FROM edges ANTI JOIN events ON id = cause";
        assertThat(Answer.texts(Answer.of(files, sql))).containsExactlyInAnyOrderElementsOf(missing);
        assertThat(new LogCheck(files).findings().get(2).count()).isEqualTo(missing.size());
    }

    @DisplayName("the past of an event, by recursion, is what the graph reaches")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void past(int seed) throws IOException {
        LogFiles files = withHoles(seed);
        CausalGraph graph = graph(files);
        try (LogDatabase log = LogDatabase.open(null, null)) {
            log.create();
            log.load(files);
            for (int event = 0; event < graph.size(); event += 17) {
                String sql = "WITH RECURSIVE past(id) AS (SELECT cause FROM edges WHERE effect = '" + graph.id(event)
                        + "' UNION SELECT cause FROM edges JOIN past ON effect = id)"
                        + " SELECT id FROM past SEMI JOIN events USING (id)";
                assertThat(Answer.texts(Answer.of(log, sql)))
                        .containsExactlyInAnyOrderElementsOf(
                                graph.causes(event).mapToObj(graph::id).toList());
            }
        }
    }

    /** Writes the log of a program, without some events and with others twice. */
    private LogFiles withHoles(int seed) throws IOException {
        List<SimEvent> events = Simulation.events(seed, 400, CLOCKS);
        Random random = new Random(seed);
        List<SimEvent> left = new ArrayList<>();
        for (SimEvent event : events) {
            int copies = random.nextInt(8) == 0 ? 0 : random.nextInt(20) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                left.add(event);
            }
        }
        return new SimLogs(folder, seed).write(left, SimEvent::json);
    }

    private static CausalGraph graph(LogFiles files) {
        GraphBuilder builder = GraphBuilder.withoutRecords();
        files.forEach(builder::add);
        return builder.build();
    }

    @DisplayName("the times between two messages are those of stats")
    @Test
    void latencies() {
        String sql = """
                WITH RECURSIVE past(ending, id) AS (
                  SELECT id, id FROM events WHERE message LIKE '%order paid%'
                  UNION
                  SELECT ending, cause FROM past JOIN edges ON effect = id
                ), times AS (
                  SELECT ending.id, any_value(ending.service) AS service,
                    epoch_us(any_value(ending.corrected)) - epoch_us(arg_max(begin.corrected, begin.stamp)) AS took
                  FROM past
                  JOIN events AS begin ON begin.id = past.id AND begin.message LIKE '%POST /orders%'
                  JOIN events AS ending ON ending.id = past.ending AND ending.correlation = begin.correlation
                  GROUP BY ending.id
                )
                SELECT service, count(*), quantile_disc(took, [0.5, 0.9, 0.99, 1]) FROM times GROUP BY service
                """;
        LogFiles files = demo();
        Sample sample = Objects.requireNonNull(
                new Latencies(files, "POST /orders", "order paid").samples().get("shop"));
        List<@Nullable Object> row = Answer.of(files, sql).get(0);
        assertThat(row)
                .containsExactly(
                        "shop",
                        (long) sample.size(),
                        List.of(
                                sample.percentile(50),
                                sample.percentile(90),
                                sample.percentile(99),
                                sample.percentile(100)));
    }

    @DisplayName("operations, clocks and lines tell what the other commands tell")
    @Test
    void others() {
        LogFiles files = demo();
        assertThat(Answer.of(
                        files,
                        "SELECT lines, tasks, services, took_ms, errors, message FROM operations"
                                + " WHERE correlation = 'order-7781'"))
                .containsExactly(List.of(8L, 6L, List.of("bank", "shop"), 238.442, 1L, "POST /orders 7781"));
        assertThat(Answer.of(
                        files,
                        "SELECT round(ahead_us / 1e6, 3), round((most_us - least_us) / 2e3, 1) FROM clocks"
                                + " WHERE service = 'bank'"))
                .containsExactly(List.of(-299.993, 8.6));
        assertThat(Answer.of(files, "SELECT kind, count(*) FROM lines GROUP BY kind ORDER BY kind"))
                .containsExactly(List.of("event", 78L), List.of("header", 2L));
    }

    @DisplayName("what the relations do not have is in the text of the line")
    @Test
    void attributes() throws IOException {
        List<SimEvent> events = Simulation.events(1, 50, 0);
        assertThat(ask(events, SimEvent::json, "SELECT DISTINCT text->>'$.attributes.tenant' FROM events"))
                .containsExactly("acme");
    }

    private static LogFiles demo() {
        Path logs = Path.of("src/test/resources/logs");
        return LogFiles.of(
                Stream.of("shop.jsonl", "bank.jsonl")
                        .map(name -> new LogFile(name, logs.resolve(name)))
                        .toList(),
                (extent, file, line, what) -> {
                    throw new AssertionError(what);
                });
    }

    @DisplayName("the formats of other encoders have the same columns")
    @Test
    void formats() throws IOException {
        Path file = folder.resolve("mixed.log");
        Files.writeString(file, """
                {"@timestamp":"2026-11-22T01:24:28.624Z","log.level":"WARN","message":"ecs","service.name":"a","causal":{"hlc":"660d356aa30bf000","task":"1f-1","n":1}}
                {"@timestamp":"2026-11-22T01:24:28.625Z","level":"WARN","message":"logstash","logger_name":"l","causal":{"hlc":"660d356aa30bf001","task":"1f-1","n":2}}
                2026-11-22 01:24:28.626 WARN  [op] 1f-2 660d356aa30bf002 [main] l - text <- 1f-1:2
                \tat a.B.c(B.java:1)
                another program
                """);
        LogFiles files = LogFiles.of(List.of(new LogFile("mixed.log", file)), (extent, name, line, what) -> {});
        assertThat(Answer.of(files, "SELECT id, level, message, exception, after FROM events ORDER BY hlc"))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        row("1f-1:1", "WARN", "ecs", null, List.of()),
                        row("1f-1:2", "WARN", "logstash", null, List.of()),
                        row("1f-2:1", "WARN", "text", "\tat a.B.c(B.java:1)", List.of("1f-1:2")));
        assertThat(Answer.of(files, "SELECT text FROM lines WHERE kind = 'foreign'"))
                .containsExactly(List.of("another program"));
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
