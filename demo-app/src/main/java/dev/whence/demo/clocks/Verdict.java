package dev.whence.demo.clocks;

import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.merge.CausalMerge;
import dev.whence.log.merge.JsonRendering;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * How many effects come before their cause in the logs of services whose clocks disagree.
 *
 * @param lines the number of lines
 * @param edges the number of times that a line is a direct cause of another one
 * @param byTime in how many of these the effect comes first if the lines are sorted by timestamp
 * @param merged the same of the log as {@code logs merge} writes it
 */
public record Verdict(int lines, long edges, long byTime, long merged) {
    private static final long MEMORY = 1 << 24;

    /**
     * Merges logs of JSON Lines into a file, and judges it.
     *
     * @throws java.io.UncheckedIOException if a file cannot be read, or has a line that is not JSON
     */
    public static Verdict of(List<Path> logs, Path merged) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(merged))) {
            LogFiles files = LogFiles.of(Causes.named(logs), Causes::fail);
            new CausalMerge(files, new JsonRendering(), bytes -> {}, MEMORY).run(out::write);
        }
        List<LogRecord> lines = Causes.read(List.of(merged));
        List<LogRecord> byTime = lines.stream()
                .sorted(Comparator.comparing(line -> line.event().time()))
                .toList();
        return new Verdict(lines.size(), Causes.count(lines), Causes.violations(byTime), Causes.violations(lines));
    }

    /** Returns whether the merged log has no effect before its cause, while the order by timestamp has some. */
    public boolean isGood() {
        return byTime > 0 && merged == 0;
    }

    @Override
    public String toString() {
        return """
                %d lines, %d pairs of a cause and its effect.
                  sorted by timestamp:    %d effects before their cause
                  merged by their causes: %d effects before their cause""".formatted(lines, edges, byTime, merged);
    }
}
