package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.Circle.Kind;
import dev.whence.agent.live.Circle.Stop;
import dev.whence.agent.live.StuckWaits;
import java.util.ArrayList;
import java.util.List;

/** An operation waits without a time limit for work that does not go on. */
final class Stuck {
    private static final String REMEDY =
            "Give what does not go on a time limit: that of the client that is called, or orTimeout of the future."
                    + " If it may take so long, raise the option stuck.";

    static Finding of(StuckWaits.Stuck wait, long now) {
        List<Stop> stops = wait.stops();
        Stop first = stops.get(0);
        Stop last = stops.get(stops.size() - 1);
        String what = "a thread of an operation has waited for " + (now - wait.since()) / 1_000
                + " seconds in " + first.waitsIn() + ", and "
                + (last.kind() == Kind.FUTURE
                        ? "it is not known what completes the future"
                        : "the work that it waits for does not go on");
        String site = Frames.at(first.stack()) + Frames.at(last.stack());
        return new Finding(
                FindingNames.STUCK,
                what,
                site,
                path(stops),
                first.operation(),
                wait.since(),
                Frames.ofProgram(first.stack()),
                REMEDY);
    }

    /** Returns a line for each stop, but not for the futures on the way whose lines are not known. */
    private static List<String> path(List<Stop> stops) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < stops.size(); i++) {
            Stop stop = stops.get(i);
            boolean isLast = i == stops.size() - 1;
            boolean isWorthTelling = isLast
                    || stop.kind() != Kind.FUTURE
                    || !stop.queue().isEmpty()
                    || !Frames.at(stop.stack()).isEmpty();
            if (isWorthTelling) {
                path.add(Paths.line(stop));
            }
        }
        return path;
    }

    private Stuck() {}
}
