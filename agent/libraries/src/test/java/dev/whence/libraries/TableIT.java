package dev.whence.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Writes the table of docs/libraries.md, on the newest of the JDKs. */
@EnabledIfSystemProperty(named = TableIT.PAGE, matches = ".+")
class TableIT {
    static final String PAGE = "whence.libraries.table";

    @Test
    void table() throws IOException {
        Jdk jdk = Jdks.newest();
        Table table = new Table();
        for (Agents agents : Agents.values()) {
            for (Session.Start start : Session.Start.values()) {
                Measurement measurement = Measurement.of(jdk, agents, start);
                table.add(
                        agents.title + ", " + start.name().toLowerCase(Locale.ROOT),
                        measurement.rows(),
                        // OpenTelemetry's agent leaves the MDC alone.
                        agents.tracing == Tracing.WHENCE);
                assertThat(measurement.rows()).as(measurement.output()).isNotEmpty();
            }
        }
        Table.write(Path.of(System.getProperty(PAGE)), "IDs", table.toString());
    }
}
