package dev.whence.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchScreenTest {
    private static final String AT = "com.acme.shop.Checkout.pay(Checkout.java:40)";
    private final WatchView view = new WatchView();

    /** Returns a frame: each of the tables has so many rows. */
    private static JsonTree frame(int rows, String name) {
        StringBuilder pools = new StringBuilder();
        StringBuilder sites = new StringBuilder();
        StringBuilder operations = new StringBuilder();
        StringBuilder threads = new StringBuilder();
        for (int i = 1; i <= rows; i++) {
            String comma = i == 1 ? "" : ",";
            pools.append(comma + """
                    {"name":"%s-%d","threads":4,"active":%d,"queued":%d,"waits":{"p50Millis":%d,"p99Millis":9000}}""".formatted(name, i, i % 4, i, i * 10));
            sites.append(comma + """
                    {"what":"thenApply","at":"%s","pending":%d,"queued":0,"delayed":1,"oldestMillis":4200}""".formatted(AT, i));
            operations.append(comma + """
                    {"operation":"order-%d","ageMillis":%d,"roots":1,"kind":"future","what":"thenApply","state":"pending",\
                    "at":"%s"}""".formatted(i, i * 1000, AT));
            threads.append(comma + """
                    {"waitsMillis":%d,"operation":"order-%d","state":"waiting","waitsIn":"CompletableFuture.join","at":"%s",\
                    "thread":{"id":7,"name":"%s-%d","virtual":false}}""".formatted(i * 1000, i, AT, name, i));
        }
        String json = """
                {"pid":4711,"java":"25","program":"com.acme.Main --port 1","time":"2026-11-30T10:00:00Z",\
                "counts":{"threads":1,"pendingFutures":2,"queuedWork":3},\
                "pools":[%s],"sites":[%s],"operations":[%s],"threads":[%s]}""".formatted(pools, sites, operations, threads);
        try {
            return JsonTree.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> draw(JsonTree frame, int width, int height) {
        return new WatchScreen(new Screen(width, false, false), height).draw(frame, view, "q: quit");
    }

    @DisplayName("a screen is never wider nor higher than the terminal, and its last line names the keys")
    @ParameterizedTest
    @CsvSource({"100, 40", "100, 24", "60, 20", "40, 15", "60, 8", "60, 5", "200, 100"})
    void size(int width, int height) {
        for (JsonTree frame :
                List.of(frame(0, "a"), frame(1, "a"), frame(50, "客户端-a-very-long-name-of-a-pool-of-threads"))) {
            List<String> lines = draw(frame, width, height);
            assertThat(lines).hasSize(height).allMatch(line -> Columns.width(line) <= width);
            assertThat(lines.get(height - 1)).isEqualTo("q: quit");
        }
    }

    @DisplayName("the latest of what is wrong, in a line of its own")
    @ParameterizedTest
    @CsvSource({"100, 40", "60, 20", "60, 8"})
    void findings(int width, int height) throws IOException {
        String frame = """
                {"pid":4711,"java":"25","program":"com.acme.Main","time":"2026-11-30T10:00:00Z","counts":{},"findings":\
                [{"name":"pool-starvation","what":"all 2 threads\\u001b[2J wait"},{"name":"wait-cycle","what":"so"}]}""";
        List<String> lines = draw(JsonTree.read(frame.getBytes(StandardCharsets.UTF_8)), width, height);
        assertThat(lines).hasSize(height).allMatch(line -> Columns.width(line) <= width);
        assertThat(lines.get(2)).startsWith("pool-starvation: all 2 threads").doesNotContain("\u001b");
        assertThat(lines.get(height - 1)).isEqualTo("q: quit");
    }

    @DisplayName("what was measured of hops, the most frequent ones first")
    @ParameterizedTest
    @CsvSource({
        "100, ' +1.2M +10us +2.0ms +- +- +execute at com.acme.Audit.count.Audit.java:7.'",
        "60, ' +1.2M +2.0ms +- +execute at Audit.java:7'"
    })
    void hops(int width, String row) throws IOException {
        String frame = """
                {"pid":4711,"java":"25","program":"com.acme.Main","time":"2026-11-30T10:00:00Z","counts":{},"hops":[\
                {"at":"","what":"submit","hops":3},\
                {"at":"com.acme.Audit.count(Audit.java:7)","what":"execute","hops":1200000,\
                "waitNanos":{"p50":10000,"p99":2000000,"max":2000000}}]}""";
        List<String> lines = draw(JsonTree.read(frame.getBytes(StandardCharsets.UTF_8)), width, 40);
        int heading = lines.indexOf(lines.stream()
                .filter(line -> line.matches(" +HOPS▾ .*FROM"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.get(heading + 1)).matches(row);
        assertThat(lines.get(heading + 2)).matches(" +3 +- .* unknown source lines");
    }

    @DisplayName("all tables of what is in flight, the largest numbers first")
    @Test
    void tables() {
        List<String> lines = draw(frame(2, "io"), 100, 40);
        assertThat(lines)
                .anyMatch(line -> line.matches("▸ POOL +ACTIVE +QUEUED▾ +WAIT P50 +WAIT P99"))
                .anyMatch(line -> line.matches("  io-2 +2 of 4 +2 +20ms +9.0s"))
                .anyMatch(line -> line.matches(" +3 +2 +0 +1 +4.2s +thenApply at com.acme.shop.Checkout.pay.*"))
                .anyMatch(line -> line.matches(" +2.0s +order-2 +thenApply at com.acme.shop.Checkout.pay.*"))
                .anyMatch(
                        line -> line.matches(" +2.0s +io-2 +order-2 +CompletableFuture.join at .*Checkout.java:40.*"));
        assertThat(lines.indexOf("  io-2" + lines.get(4).substring(6))).isEqualTo(4);
    }

    @DisplayName("a source line that does not fit loses its packages, then its method, then the class of what blocks")
    @Test
    void sourceLines() {
        assertThat(draw(frame(1, "io"), 86, 40))
                .anyMatch(line -> line.endsWith("  thenApply at Checkout.pay(Checkout.java:40)"));
        assertThat(draw(frame(1, "io"), 64, 40))
                .anyMatch(line -> line.endsWith("  thenApply at Checkout.java:40"))
                .anyMatch(line -> line.endsWith("  join at Checkout.java:40"));
        assertThat(draw(frame(1, "io"), 46, 40)).anyMatch(line -> line.endsWith("  Checkout.java:40 th…"));
    }

    @DisplayName("tab chooses a table, and s the column that sorts it")
    @Test
    void sorting() {
        view.on(Keys.TAB);
        view.on(Keys.TAB);
        view.on("s");
        List<String> lines = draw(frame(3, "io"), 100, 40);
        assertThat(lines).anyMatch(line -> line.matches("▸ +AGE +OPERATION▾ +WAITS.*"));
        assertThat(lines.stream().filter(line -> line.matches(" +\\d.0s +order-\\d +thenApply.*")))
                .isSortedAccordingTo((one, other) -> one.substring(9).compareTo(other.substring(9)));
    }

    @DisplayName("a filter shows only rows with its text, until escape is pressed; backspace corrects it")
    @Test
    void filter() {
        for (String key : List.of("/", "O", "r", "d", "e", "r", "-", "1", "0", Keys.BACKSPACE, "2")) {
            view.on(key);
        }
        assertThat(draw(frame(20, "io"), 100, 40)).last().asString().startsWith("filter: Order-12_");
        view.on(Keys.ENTER);
        assertThat(draw(frame(20, "io"), 100, 40))
                .filteredOn(line -> line.contains("order-"))
                .isNotEmpty()
                .allMatch(line -> line.contains("order-12 "));
        view.on(Keys.ESCAPE);
        assertThat(draw(frame(20, "io"), 100, 40)).anyMatch(line -> line.contains("order-20"));
    }

    @DisplayName("names from another process do nothing to the terminal, and ASCII is enough")
    @Test
    void inert() {
        JsonTree frame = frame(1, "\\u001b[2J客");
        assertThat(draw(frame, 100, 40)).noneMatch(line -> line.contains("\u001b"));
        assertThat(new WatchScreen(new Screen(60, false, true), 20).draw(frame(50, "客"), view, "q: quit"))
                .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 127));
    }

    @DisplayName("in a file there are ten rows of each table, and no keys")
    @Test
    void plain() {
        List<String> lines = draw(frame(50, "io"), 100, 0);
        // There are no hops, which takes three lines.
        assertThat(lines).hasSize(2 + 4 * 12 + 3).noneMatch(line -> line.contains("quit"));
    }

    @DisplayName("a frame with members that are missing or of another kind is shown as far as it goes")
    @Test
    void odd() throws IOException {
        JsonTree frame =
                JsonTree.read("{\"pools\":[{},7],\"sites\":{\"a\":1},\"time\":3}".getBytes(StandardCharsets.UTF_8));
        assertThat(draw(frame, 60, 24)).hasSize(24);
    }
}
