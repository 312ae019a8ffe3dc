package dev.whence.demo.compare;

import dev.whence.demo.jvm.Recording.Logs;
import dev.whence.demo.log.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The log lines of one run in which one order failed. */
final class RunLog {
    private final Path file;
    private final List<String> text;
    private final List<String> gatewayText;
    private final int failure;

    private RunLog(Path file, List<String> text, List<String> gatewayText, int failure) {
        this.file = file;
        this.text = text;
        this.gatewayText = gatewayText;
        this.failure = failure;
    }

    /**
     * Reads the logs of a run.
     *
     * @throws IOException if a file cannot be read, or no order failed in the shop's log
     */
    static RunLog read(Logs logs) throws IOException {
        List<String> text = Files.readAllLines(logs.shop());
        for (int i = 0; i < text.size(); i++) {
            if (LogLine.parse(text.get(i)).filter(LogLine::isError).isPresent()) {
                return new RunLog(logs.shop(), text, Files.readAllLines(logs.gateway()), i);
            }
        }
        throw new IOException("no order failed in " + logs.shop());
    }

    Path file() {
        return file;
    }

    /** Returns the line of the failure, and that number of lines before it. */
    List<LogLine> untilFailure(int before) {
        return lines(text.subList(Math.max(0, failure - before), failure + 1));
    }

    /** Returns the lines of a correlation from both services, sorted by time. */
    List<LogLine> of(String correlation) {
        return Stream.of(text, gatewayText)
                .flatMap(log -> lines(log).stream())
                .filter(line -> line.correlation().equals(correlation))
                .sorted(Comparator.comparing(LogLine::time))
                .toList();
    }

    /** Returns the class and message of the exception that follows the line of the failure. */
    String exception() {
        return text.size() > failure + 1 ? text.get(failure + 1) : "";
    }

    /** Returns the stack trace of that exception, without its causes. */
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
