package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.Unstopped.Run;
import java.util.List;

/**
 * Work runs on although its future was cancelled or has timed out. Nobody gets its result, and it occupies a thread.
 */
final class StillRunning {
    /** How long work may take to end. */
    static final long PATIENCE_MILLIS = 5_000;

    private static final String REMEDY =
            "Neither a time limit nor the cancellation of a CompletableFuture stops the work, and an interrupt only"
                    + " stops code that waits or asks for it. Give the work a time limit of its own, such as that of"
                    + " the client that it calls, or let it ask from time to time whether it is still wanted.";

    /** Returns the finding about work that has had its time. */
    static Finding of(Run run) {
        return of(run, " " + PATIENCE_MILLIS / 1_000 + " seconds ago or earlier");
    }

    /** Returns the finding about work that is to have ended by now. */
    static Finding now(Run run) {
        return of(run, "");
    }

    private static Finding of(Run run, String when) {
        String what = "work still runs on the thread " + run.thread() + ", although its future "
                + (run.isTimeout() ? "has timed out" : "was cancelled") + when;
        // Where it was submitted tells it from others. Where it is at the moment changes.
        String site = run.hops().isEmpty() ? Frames.at(run.stack()) : run.hops().toString();
        return new Finding(
                FindingNames.STILL_RUNNING,
                what,
                site,
                List.of(),
                run.operation(),
                run.since(),
                Frames.ofProgram(run.stack()),
                REMEDY);
    }

    private StillRunning() {}
}
