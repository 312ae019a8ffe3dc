package dev.whence.log.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.log.LogRecord;
import dev.whence.log.tree.Story;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trace format of Chrome, which Perfetto and chrome://tracing show: services as processes, tasks as threads, and an
 * arrow for each edge.
 *
 * <p>Times are those of the wall clock, corrected across processes. A slice lasts until the next event of its task, and
 * slices of one task never overlap.
 */
public final class ChromeTrace implements Exporter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double SHORTEST = 0.5;
    private static final long LONGEST = 1_000;

    @Override
    public void export(Story story, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("displayTimeUnit", "ms");
            json.writeArrayFieldStart("traceEvents");
            new Writer(story, json).write();
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static final class Writer {
        private final Story story;
        private final JsonGenerator json;
        private final int[] events;
        private final Map<String, Integer> services = new LinkedHashMap<>();
        private final Map<String, Integer> tasks = new LinkedHashMap<>();

        /** When the slice of an event begins, in microseconds. */
        private final Map<Integer, Double> begins = new HashMap<>();

        /** When the slice of an event ends at the latest. */
        private final Map<Integer, Double> ends = new HashMap<>();

        private int arrows;

        Writer(Story story, JsonGenerator json) {
            this.story = story;
            this.json = json;
            this.events = story.inOrder();
            place();
        }

        /** Events of one task in one microsecond come behind each other, and an effect never before its cause. */
        private void place() {
            Map<String, Integer> last = new HashMap<>();
            long start = events.length == 0 ? 0 : story.time(events[0]);
            for (int event : events) {
                double begin = Math.max(0, story.time(event) - start);
                for (int before : story.graph().predecessors(event)) {
                    begin = Math.max(begin, begins.getOrDefault(before, 0.0) + SHORTEST);
                }
                begins.put(event, begin);
                Integer previous = last.put(story.graph().task(event), event);
                if (previous != null) {
                    ends.put(previous, begin);
                }
            }
        }

        void write() throws IOException {
            for (int event : events) {
                writeNames(event);
                writeSlice(event);
                writeArrows(event);
            }
        }

        private int process(int event) {
            return services.computeIfAbsent(story.service(event), name -> services.size() + 1);
        }

        private int thread(int event) {
            return tasks.computeIfAbsent(story.graph().task(event), name -> tasks.size() + 1);
        }

        private void writeNames(int event) throws IOException {
            if (!services.containsKey(story.service(event))) {
                writeName("process_name", process(event), 0, story.service(event));
            }
            String task = story.graph().task(event);
            if (!tasks.containsKey(task)) {
                String name = task + " " + story.graph().record(event).event().thread();
                writeName("thread_name", process(event), thread(event), name);
            }
        }

        private void writeName(String what, int process, int thread, String name) throws IOException {
            begin("M", what, process, thread, 0);
            json.writeObjectFieldStart("args");
            json.writeStringField("name", name);
            json.writeEndObject();
            json.writeEndObject();
        }

        private void begin(String phase, String name, int process, int thread, double time) throws IOException {
            json.writeStartObject();
            json.writeStringField("ph", phase);
            json.writeStringField("name", name);
            json.writeNumberField("pid", process);
            json.writeNumberField("tid", thread);
            json.writeNumberField("ts", time);
        }

        private double time(int event) {
            return begins.getOrDefault(event, 0.0);
        }

        private void writeSlice(int event) throws IOException {
            LogRecord record = story.graph().record(event);
            begin("X", record.event().body(), process(event), thread(event), time(event));
            double end = ends.getOrDefault(event, time(event) + LONGEST);
            json.writeNumberField("dur", Math.min(LONGEST, end - time(event)));
            json.writeStringField("cat", record.event().severity());
            json.writeObjectFieldStart("args");
            json.writeStringField("id", record.id());
            json.writeEndObject();
            json.writeEndObject();
        }

        private void writeArrows(int event) throws IOException {
            int[] before = story.graph().predecessors(event);
            List<String> kinds = story.graph().kinds(event);
            for (int i = 0; i < before.length; i++) {
                if (!story.graph().task(before[i]).equals(story.graph().task(event))) {
                    arrows++;
                    writeArrow("s", kinds.get(i), before[i]);
                    writeArrow("f", kinds.get(i), event);
                }
            }
        }

        private void writeArrow(String phase, String kind, int event) throws IOException {
            begin(phase, kind, process(event), thread(event), time(event) + SHORTEST / 5);
            json.writeNumberField("id", arrows);
            json.writeStringField("cat", "causal");
            if (phase.equals("f")) {
                json.writeStringField("bp", "e");
            }
            json.writeEndObject();
        }
    }
}
