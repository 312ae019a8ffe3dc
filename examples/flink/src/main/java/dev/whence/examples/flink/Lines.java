package dev.whence.examples.flink;

import dev.whence.log.LineSource;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import java.io.IOException;

/** Makes lines of what sources read. */
final class Lines {
    private static final String TOO_LONG =
            "the line is longer than " + Math.max(1, LineSource.LONGEST >> 20) + " MB and left out";

    /**
     * Makes a line.
     *
     * @param time its time if it does not tell any, in milliseconds since 1970
     */
    static Line of(String source, long number, byte[] text, long time) {
        Line line = new Line();
        line.source = source;
        line.number = number;
        line.text = text;
        line.time = time;
        try {
            read(LogRecord.ofJson(source, number, text), line);
        } catch (IOException e) {
            line.damage = "the line is not a JSON object";
        }
        return line;
    }

    private static void read(LogRecord record, Line line) {
        line.operation = operation(record);
        long micros = record.causal().hlc() == 0
                ? record.event().time()
                : LogTime.ofStamp(record.causal().hlc());
        if (micros != LogTime.UNKNOWN) {
            line.time = Math.floorDiv(micros, 1000L);
        }
    }

    /** A correlation and a task may have the same name, so the key tells which it is. */
    private static String operation(LogRecord record) {
        String correlation = record.event().correlation();
        if (!correlation.isEmpty()) {
            return "correlation " + correlation;
        }
        return record.isInGraph() ? "task " + record.causal().task() : "";
    }

    /** Makes a line of the current one of a file. */
    static Line of(String source, LineSource file, long time) {
        Line line = of(source, file.number(), file.toBytes(), time);
        if (file.isTooLong()) {
            line.damage = TOO_LONG;
        } else if (!line.damage.isEmpty() && !file.hasEnd()) {
            line.damage = "the last line is cut off";
        }
        return line;
    }

    /** Tells of a file that cannot be read any further. */
    static Line broken(String source, long number, String damage, long time) {
        Line line = new Line();
        line.source = source;
        line.number = number;
        line.damage = damage;
        line.time = time;
        return line;
    }

    private Lines() {}
}
