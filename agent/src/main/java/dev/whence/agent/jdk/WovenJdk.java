package dev.whence.agent.jdk;

import dev.whence.agent.http.WovenUrlConnection;
import dev.whence.agent.log.WovenJul;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** The list of all woven types of the JDK. */
public final class WovenJdk {
    /**
     * Returns the woven types of the running JDK. Those of queues are among them only if edges through queues are
     * wanted.
     */
    public static List<WovenType> types(Start start, boolean withQueueEdges) {
        return types(start, withQueueEdges, Runtime.version().feature());
    }

    /** Returns the woven types of a version of the JDK. */
    public static List<WovenType> types(Start start, boolean withQueueEdges, int jdk) {
        List<WovenType> types = new ArrayList<>();
        for (WovenType type : all(start, withQueueEdges)) {
            if (type.isOn(jdk)) {
                types.add(type);
            }
        }
        return types;
    }

    private static List<WovenType> all(Start start, boolean withQueueEdges) {
        List<WovenType> types = new ArrayList<>();
        types.addAll(WovenCompletableFuture.types(start));
        types.addAll(WovenCompletionEdges.types());
        types.addAll(WovenFutureTask.types());
        types.addAll(WovenFailures.types());
        types.addAll(WovenThreadPoolExecutor.types(start, withQueueEdges));
        types.addAll(WovenForkJoin.types());
        types.addAll(WovenStructuredTaskScope.types());
        types.addAll(WovenSubmissionPublisher.types());
        types.addAll(WovenTimer.types(start));
        types.addAll(WovenThread.types());
        types.addAll(WovenThrowable.types());
        types.addAll(WovenWaits.types());
        types.addAll(WovenAsynchronousChannels.types());
        types.addAll(WovenUrlConnection.types());
        types.addAll(WovenJul.types());
        types.addAll(WovenLiveView.types());
        if (withQueueEdges) {
            types.addAll(WovenQueues.types(start));
        }
        return types;
    }

    private WovenJdk() {}
}
