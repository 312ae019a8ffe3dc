package dev.whence.examples.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets lines of operations pass, and puts others aside. */
final class Triage extends ProcessFunction<Line, Line> {
    private static final long serialVersionUID = 1;

    private transient Counter malformed = new SimpleCounter();
    private transient Counter outside = new SimpleCounter();

    @Override
    public void open(OpenContext context) {
        malformed = getRuntimeContext().getMetricGroup().counter("linesMalformed");
        outside = getRuntimeContext().getMetricGroup().counter("linesOutside");
    }

    @Override
    public void processElement(Line line, Context context, Collector<Line> out) {
        if (!line.damage.isEmpty()) {
            malformed.inc();
            context.output(Outputs.MALFORMED, LineJson.malformed(line));
        } else if (line.operation.isEmpty()) {
            outside.inc();
            context.output(Outputs.OUTSIDE, LineJson.outside(line));
        } else {
            out.collect(line);
        }
    }
}
