package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.Expectations.Dropped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Futures on which work depended were collected before they were complete. Nobody can complete them any more, and the
 * work never runs.
 */
final class Abandoned {
    private static final String REMEDY =
            "Complete the future on each path of the code that has it, exceptionally where the code fails, and also if"
                    + " work is rejected or a callback is never called. If it stands for an event that need not"
                    + " happen, nothing is wrong.";

    /** Returns a finding for each place. */
    static List<Finding> of(List<Dropped> dropped) {
        Map<List<StackTraceElement>, List<Dropped>> places = new LinkedHashMap<>();
        for (Dropped each : dropped) {
            List<StackTraceElement> stack = Frames.ofProgram(each.hops());
            if (!Frames.at(stack).isEmpty()) {
                places.computeIfAbsent(stack, any -> new ArrayList<>()).add(each);
            }
        }
        List<Finding> found = new ArrayList<>();
        places.forEach((stack, all) -> found.add(of(stack, all)));
        return found;
    }

    private static Finding of(List<StackTraceElement> stack, List<Dropped> all) {
        Dropped first = all.get(0);
        String what = all.size() == 1
                ? "a future was dropped before it was complete, and nobody can complete it any more"
                : all.size() + " futures were dropped before they were complete, and nobody can complete them any more";
        String dependents = first.dependents() == 1
                ? "one future depends on it, and never completes: "
                : first.dependents() + " futures depend on it, and never complete: ";
        return new Finding(
                FindingNames.ABANDONED,
                what,
                stack.toString(),
                List.of(dependents + first.hops().get(0).getMethodName() + Frames.at(stack)),
                first.operation(),
                first.since(),
                stack,
                REMEDY);
    }

    private Abandoned() {}
}
