package dev.whence.log.cli;

import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.tree.Story;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the events of one operation. The files are read twice, and only its own records are kept. */
final class Selection {
    private final LogFiles files;
    private final ClockBounds bounds = new ClockBounds();

    Selection(LogFiles files) {
        this.files = files;
    }

    /**
     * Returns the operation of an ID, or null if there is none.
     *
     * @param id a correlation, a task or an event
     */
    @Nullable Story of(String id) {
        Found found = new Found(id);
        files.forEach(record -> {
            bounds.seeEffect(record);
            found.see(record);
        });
        return story(found.correlation, id, found.record);
    }

    /** Returns the operation of the last error, or null if there is none. */
    @Nullable Story ofLastError() {
        LastError last = new LastError();
        files.forEach(record -> {
            bounds.seeEffect(record);
            last.see(record);
        });
        LogRecord record = last.record;
        return record == null ? null : story(record.event().correlation(), record.id(), record);
    }

    private @Nullable Story story(String correlation, String id, @Nullable LogRecord record) {
        if (record == null) {
            return null;
        }
        Set<String> related = correlation.isEmpty() ? related(record.id()) : Set.of();
        GraphBuilder builder = GraphBuilder.withRecords();
        files.withoutProblems().forEach(each -> {
            bounds.seeCause(each);
            boolean isPart = correlation.isEmpty()
                    ? related.contains(each.id())
                    : each.event().correlation().equals(correlation);
            if (isPart) {
                builder.add(each);
            }
        });
        return new Story(correlation.isEmpty() ? id : correlation, builder.build(), bounds.clocks());
    }

    /** The causes and effects of an event that has no correlation. */
    private Set<String> related(String id) {
        GraphBuilder builder = GraphBuilder.withoutRecords();
        files.withoutProblems().forEach(builder::add);
        CausalGraph graph = builder.build();
        Set<String> related = new HashSet<>();
        graph.causes(graph.find(id)).forEach(event -> related.add(graph.id(event)));
        graph.effects(graph.find(id)).forEach(event -> related.add(graph.id(event)));
        related.add(id);
        return related;
    }

    /** The record that an ID names. */
    private static final class Found {
        private final String id;
        private @Nullable LogRecord record;
        private String correlation = "";

        Found(String id) {
            this.id = id;
        }

        void see(LogRecord each) {
            if (!each.isInGraph()) {
                return;
            }
            boolean isNamed = each.id().equals(id) || each.causal().task().equals(id);
            if (isNamed || each.event().correlation().equals(id)) {
                record = record == null ? each : record;
                correlation = correlation.isEmpty() ? each.event().correlation() : correlation;
            }
        }
    }

    /** The latest record that tells of an error. */
    private static final class LastError {
        private @Nullable LogRecord record;

        void see(LogRecord each) {
            boolean isError = each.isInGraph()
                    && (each.event().severity().equals("ERROR")
                            || each.event().severity().equals("FATAL"));
            LogRecord last = record;
            if (isError
                    && (last == null
                            || Long.compareUnsigned(
                                            each.causal().hlc(), last.causal().hlc())
                                    >= 0)) {
                record = each;
            }
        }
    }
}
