package dev.whence.log.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code sql} of the packaged jar, which does not contain the driver of the database. */
class SqlJarIT {
    private static final String SQL = "SELECT count(*) AS n FROM events";

    private final Path folder;
    private Path jar = Path.of("");
    private String log = "";

    SqlJarIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void copyJar() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        jar = Files.copy(Path.of(System.getProperty("whence.logs")), programs.resolve("whence-logs.jar"));
        log = Files.writeString(folder.resolve("log.jsonl"), new Line("a-1:1", 0) + "\n")
                .toString();
    }

    @DisplayName("the driver is found beside the jar, in Maven's repository, and where an option says")
    @Test
    void places() throws Exception {
        assertAnswers(run(List.of("--driver=" + driver(), SQL, log)));
        Path repository = folder.resolve("repository");
        Path release = Files.createDirectories(repository.resolve("org/duckdb/duckdb_jdbc/2.0.0.1"));
        Files.createDirectories(release.resolveSibling("10.0.0.0"));
        Files.createSymbolicLink(release.resolve("duckdb_jdbc-2.0.0.1.jar"), driver());
        assertAnswers(run(List.of(SQL, log), "-Dmaven.repo.local=" + repository));
        Files.createSymbolicLink(jar.resolveSibling("duckdb_jdbc-2.0.0.1.jar"), driver());
        assertAnswers(run(List.of(SQL, log)));
    }

    @DisplayName("of several releases the newest is taken")
    @Test
    void newest() throws Exception {
        Files.createSymbolicLink(jar.resolveSibling("duckdb_jdbc-10.0.0.0.jar"), driver());
        Files.writeString(jar.resolveSibling("duckdb_jdbc-9.1.0.0.jar"), "no jar");
        Files.writeString(jar.resolveSibling("duckdb_jdbc-11.0.0.0-sources.jar"), "no jar");
        assertAnswers(run(List.of(SQL, log)));
    }

    @DisplayName("without the driver, one line tells what it is called and where it was looked for")
    @Test
    void missing() throws Exception {
        CommandRun run = run(List.of(SQL, log));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .hasLineCount(1)
                .contains("org.duckdb:duckdb_jdbc", folder.resolve("programs").toString(), "--driver")
                .contains(
                        folder.resolve(".m2/repository/org/duckdb/duckdb_jdbc").toString());
    }

    @DisplayName("a jar that is not the driver gets one clear line")
    @Test
    void wrongJar() throws Exception {
        CommandRun run = run(List.of("--driver=" + jar, SQL, log));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("does not contain org.duckdb.DuckDBDriver");
    }

    private static void assertAnswers(CommandRun run) {
        assertThat(run).isEqualTo(new CommandRun(0, "n\n1\n", ""));
    }

    private static Path driver() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(DuckDBDriver.class.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .toURI());
    }

    /** Runs the command in a home folder that is empty. */
    private CommandRun run(List<String> arguments, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Duser.home=" + folder));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-jar", jar.toString(), "sql"));
        command.addAll(arguments);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CommandRun(process.waitFor(), Files.readString(out), Files.readString(err));
    }
}
