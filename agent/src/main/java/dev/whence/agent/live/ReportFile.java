package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What hops have cost, as a file. It is written whole or not at all: under another name first. */
public final class ReportFile implements Runnable {
    private final Path file;
    private final String version;

    /** For the agent, which loads this class by its name. */
    public ReportFile(File file, String version) {
        this.file = file.toPath();
        this.version = version;
    }

    @Override
    public void run() {
        Path part = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
                    JsonGenerator json = new JsonFactory().createGenerator(out)) {
                new SitesReport(new Request("sites", Map.of()), version).writeTo(json);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(part);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // What has gone wrong before is told already.
        }
    }
}
