package dev.whence.log.page;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.Problems;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes pages for tests. */
final class PageFile {
    /** Writes the page of a log. */
    static Path write(Path folder, String title, LogFiles log) throws IOException {
        Path file = folder.resolve("page.html");
        try (Writer out = Files.newBufferedWriter(file)) {
            Page.of(title).write(PageLog.read(log, record -> true, PageLog.MOST), out);
        }
        return file;
    }

    /** Writes the page of some lines. */
    static Path write(Path folder, String title, List<String> lines) throws IOException {
        Path log = Files.write(folder.resolve("log.jsonl"), lines);
        return write(folder, title, LogFiles.of(List.of(new LogFile("log.jsonl", log)), PageFile::ignore));
    }

    /** Returns the logs of the shop and of the bank, which the demo has written. */
    static LogFiles shop() {
        return LogFiles.of(
                Stream.of("/logs/shop.jsonl", "/logs/bank.jsonl")
                        .map(PageFile::resource)
                        .toList(),
                PageFile::ignore);
    }

    private static LogFile resource(String name) {
        try {
            return new LogFile(
                    name,
                    Path.of(Objects.requireNonNull(PageFile.class.getResource(name))
                            .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ignore(Problems.Extent extent, String file, long line, String what) {}

    private PageFile() {}
}
