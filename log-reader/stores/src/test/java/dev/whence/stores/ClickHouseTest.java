package dev.whence.stores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The queries for ClickHouse, in its engine as a library, chDB. */
class ClickHouseTest {
    @DisplayName("ClickHouse answers as the page says")
    @Test
    void answers() throws Exception {
        try (NodeProgram program = NodeProgram.start("clickhouse.js")) {
            QueriesPage.check("clickhouse", new ClickHouse(program));
        }
    }

    private record ClickHouse(NodeProgram program) implements Store {
        /** The client sends the file to the server. The library reads it. */
        @Override
        public void load(String command, Path file) throws IOException {
            String insert = command.replaceFirst("(?s).*--query \"([^\"]*)\".*", "$1");
            String from = " FROM INFILE '" + file.toAbsolutePath().normalize() + "' FORMAT ";
            program.ask(insert.replace(" FORMAT ", from));
        }

        @Override
        public String ask(String query) throws IOException {
            List<List<String>> rows =
                    program.ask(query).lines().map(ClickHouse::cells).toList();
            return rows.isEmpty() ? "" : Table.text(rows.get(0), rows.subList(1, rows.size()));
        }

        private static List<String> cells(String line) {
            return Stream.of(line.split("\t", -1))
                    .map(cell -> cell.equals("\\N") ? "" : cell)
                    .toList();
        }
    }
}
