package dev.whence.demo.compare;

import dev.whence.demo.log.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The log of one run in which one order failed, as its file has it. */
final class RunLog {
    private final Path file;
    private final List<String> text;
    private final int failure;

    private RunLog(Path file, List<String> text, int failure) {
        this.file = file;
        this.text = text;
        this.failure = failure;
    }

    /** @throws IOException if the file cannot be read, or does not tell of a failure */
    static RunLog read(Path file) throws IOException {
        List<String> text = Files.readAllLines(file);
        for (int i = 0; i < text.size(); i++) {
            if (LogLine.parse(text.get(i)).filter(LogLine::isError).isPresent()) {
                return new RunLog(file, text, i);
            }
        }
        throw new IOException("no order failed in " + file);
    }

    Path file() {
        return file;
    }

    /** The line that tells of the failure, and so many before it. */
    List<LogLine> untilFailure(int before) {
        return lines(text.subList(Math.max(0, failure - before), failure + 1));
    }

    List<LogLine> of(String correlation) {
        return lines(text).stream()
                .filter(line -> line.correlation().equals(correlation))
                .toList();
    }

    /** The exception that follows the failure: its class and message. */
    String exception() {
        return text.size() > failure + 1 ? text.get(failure + 1) : "";
    }

    List<Frame> trace() {
        return text.subList(Math.min(failure + 2, text.size()), text.size()).stream()
                .map(Frame::parse)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<LogLine> lines(List<String> text) {
        return text.stream().map(LogLine::parse).flatMap(Optional::stream).toList();
    }
}
