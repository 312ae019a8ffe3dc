package dev.whence.agent;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;

/** An event of a flight recording: a measured hop that took long. It lasts from the hop until the work has ended. */
@Name("dev.whence.SlowHop")
@Label("Slow Hop")
@Category("Whence")
@Description("A hop to other work that took longer than the threshold, from the submission to the end of the work. Only"
        + " a sample of all hops is measured")
@Threshold("20 ms")
@StackTrace(false)
final class SlowHop extends Event {
    @Label("Correlation")
    String correlation = "";

    @Label("Site")
    @Description("The source line that has made the hop")
    String site = "";

    @Label("From Pool")
    String from = "";

    @Label("To Pool")
    String to = "";

    @Label("Queue Delay")
    @Timespan
    long queueDelay;

    @Label("Run Time")
    @Timespan
    long runTime;

    @Label("Failed")
    @Description("Whether the work has thrown")
    boolean failed;

    @Label("Logical Stack")
    @Description("The hops that led to the work, the last one first")
    String logicalStack = "";
}
