package dev.whence.demo.clocks;

import dev.whence.log.Edge;
import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which lines of a log come before others. */
final class Causes {
    private Causes() {}

    /** Returns the lines of files of JSON Lines that have a place in the order, file by file. */
    static List<LogRecord> read(List<Path> files) {
        List<LogRecord> lines = new ArrayList<>();
        LogFiles.of(named(files), Causes::fail).forEach(line -> {
            if (line.isInGraph()) {
                lines.add(line);
            }
        });
        return lines;
    }

    static List<LogFile> named(List<Path> files) {
        return files.stream().map(file -> new LogFile(file.toString(), file)).toList();
    }

    static void fail(Problems.Extent extent, String file, long line, String what) {
        throw new UncheckedIOException(new IOException(file + ":" + line + ": " + what));
    }

    /** Returns the number of edges between lines that are all there. */
    static long count(List<LogRecord> lines) {
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> ids.add(line.id()));
        return lines.stream().flatMap(Causes::of).filter(ids::contains).count();
    }

    /** Returns the number of edges that lead from a later line to an earlier one. */
    static long violations(List<LogRecord> order) {
        Set<String> later = new HashSet<>();
        order.forEach(line -> later.add(line.id()));
        long violations = 0;
        for (LogRecord line : order) {
            violations += of(line).filter(later::contains).count();
            later.remove(line.id());
        }
        return violations;
    }

    /** The IDs of the direct predecessors, among them the previous line of the same task. */
    private static Stream<String> of(LogRecord line) {
        Stream<String> named = line.causal().after().stream().map(Edge::from);
        String previous = line.causal().task() + ":" + (line.causal().n() - 1);
        return line.causal().n() > 1 ? Stream.concat(named, Stream.of(previous)) : named;
    }
}
