package dev.whence.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Finds the stamp of a line, and little else.
 *
 * <p>The encoder writes the object {@code causal} last, with the stamp first in it. So the stamp of most lines is found
 * from their end, without parsing the line. A line that looks different is parsed.
 */
public final class LineKey {
    private static final byte[] CAUSAL = ",\"causal\":{\"hlc\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FLAGS = "\"flags\":".getBytes(StandardCharsets.US_ASCII);

    /** How far from the end of a line its object {@code causal} is searched. */
    private static final int LONGEST_TAIL = 1 << 12;

    /** How many lines are read to find the first stamp of a file. */
    private static final int FIRST_LINES = 1000;

    private final ZoneId zone = ZoneId.systemDefault();
    private long stamp;
    private boolean needsGraph;

    /** Returns the first stamp in a file, an unsigned number; 0 if there is none soon. */
    public static long firstStamp(LineSource lines) throws IOException {
        LineKey key = new LineKey();
        for (int i = 0; i < FIRST_LINES && lines.next(); i++) {
            if (key.read(lines)) {
                return key.stamp();
            }
        }
        return 0;
    }

    /** Reads the current line of a file. Returns whether it is an event that has a place in the order. */
    public boolean read(LineSource line) {
        stamp = 0;
        needsGraph = false;
        if (line.end == line.start || line.isTooLong()) {
            return false;
        }
        return line.bytes[line.start] == '{' ? readJson(line) : readText(line);
    }

    private boolean readJson(LineSource line) {
        return readFast(line) || parse(line);
    }

    /** Finds the stamp of a JSON line without parsing it. Returns whether that was possible. */
    boolean readFast(LineSource line) {
        needsGraph = false;
        int causal = causal(line.bytes, Math.max(line.start, line.end - LONGEST_TAIL), line.end);
        boolean isPlain = causal >= 0 && indexOf(FLAGS, line.bytes, causal, line.end) < 0;
        stamp = isPlain ? hex(line.bytes, causal + CAUSAL.length) : 0;
        return stamp != 0;
    }

    /** Returns where the object {@code causal} begins in a line that ends with it, or -1. */
    private static int causal(byte[] bytes, int from, int end) {
        boolean isLast = end - from > CAUSAL.length + Stamp.DIGITS && bytes[end - 1] == '}' && bytes[end - 2] == '}';
        if (isLast) {
            for (int i = end - CAUSAL.length - Stamp.DIGITS; i >= from; i--) {
                if (bytes[i] == ',' && startsWith(CAUSAL, bytes, i)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static int indexOf(byte[] text, byte[] bytes, int from, int end) {
        for (int i = from; i <= end - text.length; i++) {
            if (bytes[i] == text[0] && startsWith(text, bytes, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] text, byte[] bytes, int at) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static long hex(byte[] bytes, int from) {
        long reading = 0;
        for (int i = from; i < from + Stamp.DIGITS; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return 0;
            }
            reading = reading << 4 | digit;
        }
        return reading;
    }

    private boolean parse(LineSource line) {
        try {
            return take(JsonLine.parse(line.bytes, line.start, line.end));
        } catch (IOException damaged) {
            return false;
        }
    }

    private boolean readText(LineSource line) {
        TextLine text = line.bytes[line.start] == '\t' ? null : TextLine.parse(line.text());
        if (text == null) {
            return false;
        }
        stamp = text.hlc();
        needsGraph = stamp == 0;
        stamp = needsGraph ? LogTime.toStamp(text.time(zone)) : stamp;
        return true;
    }

    private boolean take(Fields fields) {
        if (!fields.isCausal || (fields.hlc == 0 && fields.task.isEmpty())) {
            return false;
        }
        needsGraph = fields.hlc == 0 || fields.flags.contains("clock_ahead");
        stamp = fields.hlc == 0 ? LogTime.toStamp(fields.time) : fields.hlc;
        return true;
    }

    /** Returns the stamp of the line, an unsigned number. */
    public long stamp() {
        return stamp;
    }

    /** Returns whether the effective stamp of the line may be later than its stamp. */
    public boolean needsGraph() {
        return needsGraph;
    }
}
