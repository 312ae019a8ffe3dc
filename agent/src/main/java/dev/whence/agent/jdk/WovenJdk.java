package dev.whence.agent.jdk;

import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** All woven types of the JDK. */
public final class WovenJdk {
    /** All woven types of the running JDK. */
    public static List<WovenType> types() {
        return types(false);
    }

    /** All woven types of the running JDK, in which the workers of executors may be loaded already. */
    public static List<WovenType> types(boolean hasWorkers) {
        List<WovenType> types = new ArrayList<>();
        types.addAll(WovenCompletableFuture.types());
        types.addAll(WovenCompletionEdges.types());
        types.addAll(WovenFutureTask.types());
        types.addAll(hasWorkers ? WovenThreadPoolExecutor.typesWithoutFields() : WovenThreadPoolExecutor.types());
        types.addAll(WovenForkJoin.types());
        types.addAll(WovenStructuredTaskScope.types());
        types.addAll(WovenSubmissionPublisher.types());
        types.addAll(WovenTimer.types());
        types.addAll(WovenThread.types());
        types.addAll(WovenThrowable.types());
        types.addAll(WovenUrlConnection.types());
        return types;
    }

    private WovenJdk() {}
}
