package dev.whence.log.merge;

import dev.whence.log.Edge;
import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.LogReader;
import dev.whence.log.LogRecord;
import dev.whence.log.TaskCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges the last lines of files, and then what is appended to them. The appended lines of a file stay in their order. A line waits only for a predecessor of
 * another process that has not come yet, and not for longer than the time of grace.
 */
public final class LiveMerge {
    /** So many of the last events are known by their IDs. */
    private static final int REMEMBERED = 100_000;

    private static final long PAUSE_MILLIS = 50;
    private static final long MEMORY = Runtime.getRuntime().maxMemory() / 4;

    /** A record, and since when it waits. */
    private record Arrival(LogRecord record, long nanos) {}

    /** A file with the records that wait. */
    private record Source(Tail tail, Deque<Arrival> waiting) {}

    private final List<Source> sources = new ArrayList<>();
    private final LogFiles files;
    private final Rendering rendering;
    private final long graceNanos;
    private TaskCounts counts = new TaskCounts();

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Prepares a merge of what is there now and what is appended from now on.
     *
     * @param graceMillis how long a line waits at most
     */
    public LiveMerge(LogFiles files, Rendering rendering, long graceMillis) throws IOException {
        this.files = files;
        this.rendering = rendering;
        this.graceNanos = graceMillis * 1_000_000;
        for (LogFile file : files.files()) {
            sources.add(new Source(new Tail(file), new ArrayDeque<>()));
        }
    }

    private void remember(LogRecord record) {
        if (record.isInGraph()) {
            seen.put(record.id(), true);
        }
    }

    /**
     * Writes the last lines that are there, in a causal order, and then lines as they come, until it is told to end.
     *
     * @param last how many lines of those that are there are written
     */
    public void run(int last, OutputStream out, BooleanSupplier isWanted) throws IOException, InterruptedException {
        writeLast(last, out);
        while (isWanted.getAsBoolean()) {
            for (Source source : sources) {
                read(source);
            }
            if (!write(out)) {
                out.flush();
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** All events that are there become known, also if no line is written. */
    private void writeLast(int count, OutputStream out) throws IOException {
        List<LogFile> before = sources.stream()
                .map(source -> source.tail.before())
                .filter(file -> Files.exists(file.path()))
                .toList();
        Deque<byte[]> last = new ArrayDeque<>();
        Rendering remembering = record -> {
            remember(record);
            return rendering.render(record);
        };
        LogFiles there = LogFiles.of(before, files.problems()).withoutProblems();
        CausalMerge merge = new CausalMerge(there, remembering, bytes -> {}, MEMORY);
        merge.run(output -> {
            last.add(output);
            if (last.size() > count) {
                last.remove();
            }
        });
        counts = merge.counts();
        for (byte[] output : last) {
            out.write(output);
        }
    }

    private void read(Source source) throws IOException {
        byte[] lines = source.tail.poll();
        if (lines.length > 0) {
            LogReader reader = source.tail.file().records(lines, counts, files.problems());
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                source.waiting.add(new Arrival(record, System.nanoTime()));
            }
        }
    }

    /** Writes all records that need not wait any more, and returns whether there were some. */
    private boolean write(OutputStream out) throws IOException {
        boolean hasWritten = false;
        boolean isProgress = true;
        while (isProgress) {
            isProgress = false;
            for (Source source : sources) {
                while (isReady(source.waiting.peek())) {
                    write(source.waiting.remove().record, out);
                    isProgress = true;
                    hasWritten = true;
                }
            }
        }
        return hasWritten;
    }

    private boolean isReady(@Nullable Arrival arrival) {
        if (arrival == null) {
            return false;
        }
        String process = arrival.record.process();
        for (Edge edge : arrival.record.causal().after()) {
            boolean isFromOther = !edge.from().startsWith(process + "-");
            if (isFromOther && !seen.containsKey(edge.from())) {
                return System.nanoTime() - arrival.nanos > graceNanos;
            }
        }
        return true;
    }

    private void write(LogRecord record, OutputStream out) throws IOException {
        remember(record);
        byte[] output = rendering.render(record);
        if (output != null) {
            out.write(output);
        }
    }
}
