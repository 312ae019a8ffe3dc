package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the command {@code market} of the packaged demo: three services with clocks that are five minutes apart. */
class MarketIT {
    private static final long MOST_KILOBYTES = 1 << 20;

    private final Path folder;

    MarketIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** One without virtual threads and one with them, if there are several. */
    static Collection<Jdk> jdks() {
        Collection<Jdk> all = DemoRun.jdks();
        return all.size() < 2 ? all : all.stream().filter(MarketIT::isLongTerm).toList();
    }

    private static boolean isLongTerm(Jdk jdk) {
        return jdk.version().feature() == 17 || jdk.version().feature() == 25;
    }

    @DisplayName("merged by causes the log has no effect before its cause, sorted by time it has")
    @ParameterizedTest
    @MethodSource("jdks")
    void mergedLogIsInOrder(Jdk jdk) throws Exception {
        try (MarketRun market = MarketRun.start(jdk, folder, "--orders", "60")) {
            List<ProcessHandle> services = market.services();
            assertThat(services).hasSize(3);
            assertThat(market.exitCode()).as(market.output()).isZero();
            assertThat(market.output())
                    .containsPattern("60 orders: \\d+ (paid|refused), \\d+ (paid|refused)\\R")
                    .containsPattern("sorted by timestamp: +[1-9]\\d* effects before their cause")
                    .containsPattern("merged by their causes: +0 effects before their cause");
            assertThat(services).noneMatch(ProcessHandle::isAlive);
            assertThat(Files.readString(folder.resolve("market/merged.jsonl")))
                    .as("an order goes over HTTP and over the broker, there and back")
                    .containsPattern("order-1\".*packing the parcel of 1|packing the parcel of 1.*order-1\"")
                    .containsPattern("order-1\".*order 1 is shipped|order 1 is shipped.*order-1\"");
        }
    }

    @EnabledOnOs(OS.LINUX)
    @DisplayName("Ctrl-C ends all, and the logs are merged; all of it has fitted into 1 GB")
    @Test
    void interrupted() throws Exception {
        try (MarketRun market = MarketRun.start(DemoRun.jdks().iterator().next(), folder)) {
            List<ProcessHandle> all = market.processes();
            assertThat(kilobytes(all)).isLessThan(MOST_KILOBYTES);
            market.signal("INT");
            DemoRun.await(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(market.output()).contains("merged by their causes: 0 effects");
        }
    }

    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    @DisplayName("all services can use one PostgreSQL, and none is left behind when the command is killed")
    @Test
    void killed() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                MarketRun market = MarketRun.start(
                        DemoRun.jdks().iterator().next(),
                        folder,
                        "--database",
                        server.getJdbcUrl("postgres", "postgres"))) {
            List<ProcessHandle> all = market.processes();
            DemoRun.await(
                    () -> count(statement, "ledger") > 2 && count(statement, "orders where status = 'shipped'") > 2);
            market.signal("KILL");
            DemoRun.await(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private static int count(Statement statement, String rows) throws SQLException {
        try (ResultSet count = statement.executeQuery("select count(*) from " + rows)) {
            count.next();
            return count.getInt(1);
        }
    }

    /** Returns the memory that processes occupy. */
    private static long kilobytes(List<ProcessHandle> processes) throws IOException {
        long sum = 0;
        for (ProcessHandle process : processes) {
            Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB")
                    .matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            assertThat(resident.find()).isTrue();
            sum += Long.parseLong(resident.group(1));
        }
        return sum;
    }
}
