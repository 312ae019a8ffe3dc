package dev.whence.log.cli;

import dev.whence.log.sql.CsvRows;
import dev.whence.log.sql.JsonRows;
import dev.whence.log.sql.LogDatabase;
import dev.whence.log.sql.RowSink;
import dev.whence.log.sql.SqlFailure;
import dev.whence.log.sql.TableText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code sql}. */
@Command(
        name = "sql",
        description = {
            "Answers a question in SQL about logs, as the relations events, edges, operations, clocks and lines.",
            "The SQL is that of DuckDB, whose driver is needed: org.duckdb:duckdb_jdbc. Exit code 1: there is no row."
        },
        mixinStandardHelpOptions = true)
final class Sql extends LogCommand {
    /** How rows are written. */
    enum Form {
        text,
        json,
        csv
    }

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What is written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, a table.")
    private Form form;

    @Option(
            names = "--db",
            paramLabel = "FILE",
            description = "Keeps the database in a file. Without log files, that of the file is asked.")
    private @Nullable Path database;

    @Option(
            names = "--driver",
            paramLabel = "JAR",
            description = "The jar of DuckDB's driver. Default: it is looked for.")
    private @Nullable Path driver;

    @Parameters(
            arity = "1..*",
            paramLabel = "SQL FILE",
            description = "A statement, and log files; - is the standard input.")
    private List<String> arguments;

    @Override
    public Integer call() {
        String sql = arguments.get(0);
        List<String> files = arguments.subList(1, arguments.size());
        if (files.isEmpty() && (database == null || !Files.exists(database))) {
            throw new Arguments.Mistake("it takes an SQL statement and log files");
        }
        if (ModuleLayer.boot().findModule("java.sql").isEmpty()) {
            throw new Arguments.Mistake("it takes a Java with the module java.sql");
        }
        try {
            return input.end(answer(sql, files));
        } catch (SqlFailure e) {
            input.say(String.valueOf(e.getMessage()));
            return input.end(ExitCode.USAGE);
        }
    }

    private int answer(String sql, List<String> files) {
        try (LogDatabase log = LogDatabase.open(driver, database)) {
            if (!files.isEmpty()) {
                log.create();
                log.check(sql);
                log.load(input.read(files));
            }
            PrintWriter out = writer();
            long rows = log.run(sql, sink(out));
            out.flush();
            return rows == 0 ? ExitCode.NO : ExitCode.OK;
        }
    }

    private RowSink sink(PrintWriter out) {
        return switch (form) {
            case text -> new TableText(output.screen(), out);
            case json -> new JsonRows(out);
            case csv -> new CsvRows(out);
        };
    }
}
