package dev.whence.log.stats;

import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.clock.Clocks;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The times from one message to another. Each line with the second message counts from the latest line with the first one
 * that came before it in the same operation. Lines that merely follow in time do not count.
 */
public final class Latencies {
    /** A line with one of the messages. */
    private record Mark(String service, String process, long time) {}

    private final Map<Integer, Mark> marks = new HashMap<>();
    private final BitSet beginnings = new BitSet();
    private final Set<Integer> ends = new HashSet<>();
    private final Map<String, Integer> operations = new HashMap<>();
    private int[] operation = new int[64];
    private final Map<String, Sample> samples = new TreeMap<>();
    private final Clocks clocks;
    private final CausalGraph graph;
    private long unmatched;

    /**
     * Measures.
     *
     * @param from a part of the first message
     * @param to a part of the second message
     */
    public Latencies(LogFiles files, String from, String to) {
        ClockBounds bounds = new ClockBounds();
        GraphBuilder builder = GraphBuilder.withoutRecords();
        files.forEach(record -> {
            bounds.seeEffect(record);
            if (builder.add(record)) {
                note(builder.size() - 1, record, from, to);
            }
        });
        files.withoutProblems().forEach(bounds::seeCause);
        this.clocks = bounds.clocks();
        this.graph = builder.build();
        ends.forEach(this::measure);
    }

    private void note(int event, LogRecord record, String from, String to) {
        if (event == operation.length) {
            operation = Arrays.copyOf(operation, event * 2);
        }
        Integer number = operations.putIfAbsent(record.event().correlation(), operations.size());
        operation[event] = number == null ? operations.size() - 1 : number;
        boolean isBeginning = record.event().body().contains(from);
        boolean isEnd = record.event().body().contains(to);
        if (isBeginning || isEnd) {
            String service = record.event().service();
            marks.put(event, new Mark(service, record.process(), record.event().time()));
            beginnings.set(event, isBeginning);
            if (isEnd) {
                ends.add(event);
            }
        }
    }

    private void measure(int end) {
        Mark from = beginning(end);
        Mark to = marks.get(end);
        if (from == null || to == null) {
            unmatched++;
            return;
        }
        long took = corrected(to) - corrected(from);
        String service = to.service.isEmpty() ? clocks.service(to.process) : to.service;
        samples.computeIfAbsent(service, name -> new Sample()).add(Math.max(0, took), !from.process.equals(to.process));
    }

    private long corrected(Mark mark) {
        return mark.time - clocks.between(clocks.reference(), mark.process).guess();
    }

    /** Finds the latest beginning, going back within the operation and not beyond another beginning. */
    private @Nullable Mark beginning(int end) {
        BitSet seen = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(end);
        int latest = -1;
        while (!open.isEmpty()) {
            for (int before : graph.predecessors(open.remove())) {
                if (seen.get(before) || operation[before] != operation[end]) {
                    continue;
                }
                seen.set(before);
                if (!beginnings.get(before)) {
                    open.add(before);
                } else if (latest < 0
                        || Long.compareUnsigned(graph.effectiveStamp(before), graph.effectiveStamp(latest)) > 0) {
                    latest = before;
                }
            }
        }
        return latest < 0 ? null : marks.get(latest);
    }

    /** Returns the times by the service that logged the second message. */
    public Map<String, Sample> samples() {
        return samples;
    }

    /** Returns how many lines with the second message come after none with the first one. */
    public long unmatched() {
        return unmatched;
    }
}
