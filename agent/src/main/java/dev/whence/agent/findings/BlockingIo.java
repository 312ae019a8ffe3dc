package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.SharedThreads.Wait;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** A thread of an event loop, or of the common pool, has waited for input or output for a second, or has slept. */
final class BlockingIo {
    private static final String OF_LOOP =
            "Hand code that waits over to a pool whose threads may wait, or call a client that calls back. Meanwhile the"
                    + " loop serves none of its connections.";
    private static final String OF_COMMON_POOL =
            "Give work that waits a pool of its own, as the second argument of supplyAsync and its like. The whole"
                    + " program shares the few threads of the common pool.";

    /** Returns the finding. Null if the thread may wait. */
    static @Nullable Finding of(Wait wait) {
        boolean isOfCommonPool = wait.thread() instanceof ForkJoinWorkerThread;
        if (!isOfCommonPool && !Blocking.isInLoop(wait.thread(), wait.frames())) {
            return null;
        }
        List<StackTraceElement> own = Frames.ofProgram(wait.frames());
        String where = isOfCommonPool ? "a thread of the common pool, " : "a thread of an event loop, ";
        return new Finding(
                FindingNames.BLOCKING_IO,
                where + wait.thread().getName() + ", waits for " + wait.call(),
                where + Frames.at(own),
                List.of(),
                wait.operation(),
                wait.since(),
                own,
                isOfCommonPool ? OF_COMMON_POOL : OF_LOOP);
    }

    private BlockingIo() {}
}
