package dev.whence.agent;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;

/**
 * An event of a flight recording: something that is wrong in the program, at the moment when it is told.
 *
 * <p>The first use of such an event loads some hundred classes of the JDK. So this class is used only once the
 * application itself has begun a recording.
 */
@Name("dev.whence.Finding")
@Label("Finding")
@Category("Whence")
@Description("Something that is wrong in the program")
@StackTrace(false)
final class RecordedFinding extends Event {
    @Label("Name")
    @Description("The kind of finding, as the option findings names it")
    String name = "";

    @Label("Message")
    @Description("What is wrong, and what waits for what")
    String message = "";

    @Label("Since")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long since;

    @Label("Site")
    @Description("The innermost source line of the program")
    String site = "";

    @Label("Correlation")
    String correlation = "";

    @Label("Logical Stack")
    @Description("Frames of the program and of the hops that led there, innermost frame first")
    String logicalStack = "";

    @Label("What To Do")
    String remedy = "";

    /** Registers the event. The recordings that run have it from now on. */
    static void register() {
        new RecordedFinding().isEnabled();
    }

    /** Records a finding, if a recording wants it. */
    static void record(Finding finding) {
        RecordedFinding event = new RecordedFinding();
        if (event.isEnabled()) {
            event.name = finding.name();
            event.message = message(finding);
            event.since = finding.since();
            event.site = finding.line();
            event.correlation = finding.operation();
            event.logicalStack = finding.stackText();
            event.remedy = finding.remedy();
            event.commit();
        }
    }

    private static String message(Finding finding) {
        StringBuilder message = new StringBuilder(finding.what());
        for (String line : finding.path()) {
            message.append('\n').append(line);
        }
        return message.toString();
    }
}
