package dev.whence.examples.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Collects the lines of each operation, and writes them in causal order when it has been quiet for some time.
 *
 * <p>An operation with very many lines is written in parts, so that the state of one key is bounded. State is given up
 * by timers of event time only, and has no time to live: that would lose lines without a word.
 */
final class Operations extends KeyedProcessFunction<String, Line, byte[]> {
    private static final long serialVersionUID = 1;

    /** What is known of an operation that is open. The fields are public for Flink's serializer. */
    public static final class Open {
        /** The time of the latest line. */
        public long last = Line.NO_TIME;

        /** How many lines wait in the state. */
        public int waiting;

        /** How many parts were written. */
        public int parts;
    }

    private final long quietMillis;
    private final long skewMillis;
    private final int mostLines;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Line> lines;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Open> state;

    private transient Counter late = new SimpleCounter();

    Operations(long quietMillis, long skewMillis, int mostLines) {
        this.quietMillis = quietMillis;
        this.skewMillis = skewMillis;
        this.mostLines = mostLines;
    }

    @Override
    public void open(OpenContext context) {
        lines = getRuntimeContext().getListState(new ListStateDescriptor<>("lines", Line.class));
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("open", Open.class));
        late = getRuntimeContext().getMetricGroup().counter("linesLate");
    }

    @Override
    public void processElement(Line line, Context context, Collector<byte[]> out) throws Exception {
        Open open = state.value();
        if (open == null) {
            long end = line.time + quietMillis;
            long watermark = context.timerService().currentWatermark();
            if (end <= watermark) {
                late.inc();
                context.output(Outputs.LATE, LineJson.late(line, watermark - end));
                return;
            }
            open = new Open();
            context.timerService().registerEventTimeTimer(end);
        }
        if (open.waiting == mostLines) {
            open.waiting = 0;
            write(taken(), ++open.parts, false, out);
        }
        lines.add(line);
        open.waiting++;
        open.last = Math.max(open.last, line.time);
        state.update(open);
    }

    /**
     * There is one timer for each open operation. If lines have come since it was set, it is set again, but not at the
     * end of the input: a batch would ignore that.
     */
    @Override
    public void onTimer(long time, OnTimerContext context, Collector<byte[]> out) throws Exception {
        Open open = state.value();
        if (open.last + quietMillis > context.timerService().currentWatermark()) {
            context.timerService().registerEventTimeTimer(open.last + quietMillis);
        } else {
            int part = open.parts;
            for (List<Line> operation : split(taken())) {
                write(operation, ++part, true, out);
                part = 0;
            }
            state.clear();
        }
    }

    private List<Line> taken() throws Exception {
        List<Line> taken = new ArrayList<>();
        lines.get().forEach(taken::add);
        lines.clear();
        return taken;
    }

    /**
     * Splits lines where the operation was quiet for too long. How far the watermark was when the lines came makes no
     * difference then.
     */
    private List<List<Line>> split(List<Line> all) {
        all.sort(Comparator.comparingLong(line -> line.time));
        List<List<Line>> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= all.size(); i++) {
            if (i == all.size() || all.get(i).time - all.get(i - 1).time > quietMillis) {
                parts.add(all.subList(begin, i));
                begin = i;
            }
        }
        return parts;
    }

    private void write(List<Line> operation, int part, boolean isLast, Collector<byte[]> out) throws IOException {
        out.collect(new OperationJson(new Operation(operation), skewMillis).render(part, isLast));
    }
}
