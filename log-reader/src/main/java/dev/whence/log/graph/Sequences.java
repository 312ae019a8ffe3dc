package dev.whence.log.graph;

import dev.whence.log.LogRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers that outputs give to their lines. A hole in them tells of lines that are lost.
 *
 * <p>A process may have several outputs, each with numbers of its own, and an output several files. Lines may be in any
 * order, as in a merged file.
 */
public final class Sequences {
    /**
     * Lines that are missing.
     *
     * @param process the process whose output they are missing from
     * @param from the number of the first one
     * @param to the number of the last one
     */
    public record Hole(String process, long from, long to) {}

    private record Source(String process, String file) {}

    private final Map<Source, Ranges> sources = new LinkedHashMap<>();
    private final Map<String, String> lastProcess = new HashMap<>();
    private long duplicates;

    /** Takes a record. */
    public void see(LogRecord record) {
        if (record.causal().seq() > 0) {
            Source source = new Source(processOf(record), record.origin().file());
            boolean isNew = sources.computeIfAbsent(source, key -> new Ranges())
                    .add(record.causal().seq());
            duplicates += isNew ? 0 : 1;
        }
    }

    /** Returns the process that wrote a record. One that belongs to no task is of the process of the line before. */
    String processOf(LogRecord record) {
        String file = record.origin().file();
        if (record.process().isEmpty()) {
            return lastProcess.getOrDefault(file, record.event().instance());
        }
        lastProcess.put(file, record.process());
        return record.process();
    }

    /** Returns how many lines of one file have a number that an earlier line of it has too. */
    public long duplicates() {
        return duplicates;
    }

    /** Returns the holes. What comes before the first line that is there is a hole too. */
    public List<Hole> holes() {
        Map<String, List<Ranges>> outputs = new TreeMap<>();
        sources.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().first()))
                .forEach(entry -> join(
                        outputs.computeIfAbsent(entry.getKey().process, process -> new ArrayList<>()),
                        entry.getValue()));
        List<Hole> holes = new ArrayList<>();
        outputs.forEach((process, all) -> all.forEach(ranges -> ranges.addHoles(process, holes)));
        return holes;
    }

    /** Files whose numbers do not overlap are one output, which was rotated. */
    private static void join(List<Ranges> outputs, Ranges ranges) {
        for (Ranges output : outputs) {
            if (output.last() < ranges.first()) {
                output.addAll(ranges);
                return;
            }
        }
        outputs.add(ranges.copy());
    }

    /** Numbers, as ranges from a first to a last one. */
    private static final class Ranges {
        private final TreeMap<Long, Long> ranges = new TreeMap<>();

        boolean add(long number) {
            Map.Entry<Long, Long> before = ranges.floorEntry(number);
            if (before != null && before.getValue() >= number) {
                return false;
            }
            long from = before != null && before.getValue() == number - 1 ? before.getKey() : number;
            Long to = ranges.remove(number + 1);
            ranges.put(from, to == null ? number : to);
            return true;
        }

        void addAll(Ranges other) {
            ranges.putAll(other.ranges);
        }

        Ranges copy() {
            Ranges copy = new Ranges();
            copy.addAll(this);
            return copy;
        }

        long first() {
            return ranges.firstKey();
        }

        long last() {
            return ranges.lastEntry().getValue();
        }

        void addHoles(String process, List<Hole> holes) {
            long next = 1;
            for (Map.Entry<Long, Long> range : ranges.entrySet()) {
                if (range.getKey() > next) {
                    holes.add(new Hole(process, next, range.getKey() - 1));
                }
                next = range.getValue() + 1;
            }
        }
    }
}
