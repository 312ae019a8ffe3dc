package dev.whence.log.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command {@code sql} writes, and what it says about bad input. */
class SqlTest {
    private final Path folder;

    SqlTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("rows are a table, JSON or CSV")
    @Test
    void forms() throws IOException {
        String file = write(
                new Line("a-1:1", 0).body("begin, \"now\""),
                new Line("a-2:1", 1500, "a-1:1").correlation("").body("end"));
        String sql = "SELECT id, n, n = 1 AS one, after, corrected, correlation, message, n FROM events ORDER BY stamp";
        assertThat(CommandRun.of("sql", sql, file).out()).isEqualTo("""
                id     n  one   after    corrected                   correlation  message       n_2
                a-1:1  1  true  []       2026-09-21 14:13:20.000000  op-1         begin, "now"    1
                a-2:1  1  true  [a-1:1]  2026-09-21 14:13:21.500000               end             1
                """);
        assertThat(CommandRun.of("sql", "--to=csv", sql, file).out()).isEqualTo("""
                id,n,one,after,corrected,correlation,message,n_2
                a-1:1,1,true,[],2026-09-21 14:13:20.000000,op-1,"begin, ""now\""",1
                a-2:1,1,true,[a-1:1],2026-09-21 14:13:21.500000,,end,1
                """);
        assertThat(CommandRun.of("sql", "--to=json", sql, file).out().lines().skip(1))
                .containsExactly(
                        "{\"id\":\"a-2:1\",\"n\":1,\"one\":true,\"after\":[\"a-1:1\"],"
                                + "\"corrected\":\"2026-09-21 14:13:21.500000\",\"correlation\":null,\"message\":\"end\",\"n_2\":1}");
    }

    @DisplayName("a table is cut to the width, where it is widest")
    @Test
    void width() throws IOException {
        String file = write(new Line("a-1:1", 0).body("long ".repeat(40)));
        assertThat(CommandRun.of("sql", "--width=40", "SELECT id, message, 12345 AS x FROM events", file)
                        .out())
                .isEqualTo("""
                        id     message                         x
                        a-1:1  long long long long long …  12345
                        """);
    }

    @DisplayName("a result of many rows is written as it comes")
    @Test
    void many() throws IOException {
        String file = write(new Line("a-1:1", 0));
        CommandRun run = CommandRun.of("sql", "SELECT i, repeat('x', i % 50) AS x FROM range(3000) t(i)", file);
        assertThat(run.out().lines()).hasSize(3001).endsWith("2999  " + "x".repeat(49));
    }

    @DisplayName("a wrong statement gets one clear line, before the log is read")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1|sql: Parser Error: syntax error at or near \"SELEC\"",
                "SELECT nam FROM events|sql: Binder Error: Referenced column \"nam\" not found",
                "FROM event|sql: Catalog Error: Table with name event does not exist!",
                "''|sql: Invalid Input Error: No statements to execute.",
            })
    void wrong(String sql, String message) {
        CommandRun run = CommandRun.of("sql", sql, folder.resolve("none").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith(message).hasLineCount(1);
    }

    @DisplayName("a statement that fails while it runs gets one clear line too")
    @Test
    void failing() throws IOException {
        CommandRun run = CommandRun.of("sql", "SELECT message::INT FROM events", write(new Line("a-1:1", 0)));
        assertThat(run).returns(2, CommandRun::code);
        assertThat(run.err())
                .isEqualTo(
                        "sql: Conversion Error: Could not convert string 'step' to INT32 when casting from source column message\n");
    }

    @DisplayName("without a row the exit code is 1, without a result 0")
    @Test
    void nothing() throws IOException {
        String file = write(new Line("a-1:1", 0));
        assertThat(CommandRun.of("sql", "SELECT id FROM events WHERE n > 1", file))
                .returns(1, CommandRun::code)
                .returns("id\n", CommandRun::out);
        Path copy = folder.resolve("copy.parquet");
        assertThat(CommandRun.of("sql", "COPY (SELECT id FROM events) TO '" + copy + "' (FORMAT parquet)", file))
                .returns(0, CommandRun::code)
                .returns("", CommandRun::out);
        assertThat(CommandRun.of("sql", "--to=csv", "SELECT * FROM read_parquet('" + copy + "')", file)
                        .out())
                .isEqualTo("id\na-1:1\n");
    }

    @DisplayName("a database in a file is asked again without the log, and filled anew with a log")
    @Test
    void kept() throws IOException {
        String file = write(new Line("a-1:1", 0), new Line("a-2:1", 1, "a-1:1"));
        String database = "--db=" + folder.resolve("log.duckdb");
        String sql = "SELECT (SELECT count(*) FROM events) AS e, (SELECT count(*) FROM edges) AS d";
        assertThat(CommandRun.of("sql", database, sql)).returns(2, CommandRun::code);
        assertThat(CommandRun.of("sql", "--to=csv", database, sql, file).out()).isEqualTo("e,d\n2,1\n");
        assertThat(CommandRun.of("sql", "--to=csv", database, sql).out()).isEqualTo("e,d\n2,1\n");
        assertThat(CommandRun.of("sql", "--to=csv", database, sql, file).out()).isEqualTo("e,d\n2,1\n");
    }

    @DisplayName("of several statements the last one is answered")
    @Test
    void several() throws IOException {
        String sql = "CREATE TABLE late AS SELECT id FROM events WHERE n > 1; SELECT count(*) AS n FROM late;";
        CommandRun run = CommandRun.of("sql", "--to=csv", sql, write(new Line("a-1:1", 0), new Line("a-1:2", 1)));
        assertThat(run).returns("n\n1\n", CommandRun::out).returns(0, CommandRun::code);
    }

    @DisplayName("wrong options get one clear line")
    @Test
    void usage() throws IOException {
        String file = write(new Line("a-1:1", 0));
        assertThat(CommandRun.of("sql", "FROM events").err())
                .isEqualTo("sql: it takes an SQL statement and log files; sql --help shows what it takes\n");
        assertThat(CommandRun.of("sql", "--driver=" + folder.resolve("none.jar"), "FROM events", file))
                .returns(2, CommandRun::code)
                .returns("sql: there is no such file: " + folder.resolve("none.jar") + "\n", CommandRun::err);
        Path other = Files.writeString(folder.resolve("other.db"), "no database");
        assertThat(CommandRun.of("sql", "--db=" + other, "FROM events").err())
                .startsWith("sql: IO Error")
                .hasLineCount(1);
    }

    private String write(Line... lines) throws IOException {
        Path file = folder.resolve("log.jsonl");
        Files.write(file, List.of(lines).stream().map(Line::toString).toList());
        return file.toString();
    }
}
