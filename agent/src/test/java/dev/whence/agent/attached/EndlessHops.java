package dev.whence.agent.attached;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import dev.whence.context.Correlation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.LoggerFactory;

/** Makes hops that come to nothing, many of each kind, and tells for each kind how much of them is left on the heap. */
final class EndlessHops {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Less than anything that could be kept of a hop. */
    private static final int BYTES = 20;

    /** What the JVM itself may need meanwhile. */
    private static final int NOISE = 1 << 16;

    /** Arguments: how many hops of each kind, a pattern of the kinds. */
    public static void main(String[] args) throws Exception {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT").detachAndStopAllAppenders();
        int count = Integer.parseInt(args[0]);
        for (UnfinishedHop kind : UnfinishedHop.all()) {
            if (kind.kind().matches(args[1])) {
                System.out.println(kind.kind() + ": " + (isFlat(kind, count / kind.weight()) ? "flat" : "GROWS"));
            }
        }
        System.exit(0);
    }

    private static boolean isFlat(UnfinishedHop kind, int count) throws Exception {
        make(kind, count / 4);
        long before = collected();
        make(kind, count);
        long limit = before + NOISE + (long) BYTES * count;
        try {
            await().atMost(PATIENCE).until(() -> collected() <= limit);
            return true;
        } catch (ConditionTimeoutException e) {
            System.out.println(kind.kind() + ": " + (collected() - before) / count + " B per hop");
            return false;
        }
    }

    private static void make(UnfinishedHop kind, int count) throws Exception {
        for (int hop = 0; hop < count; hop++) {
            Correlation.of("hop-" + hop).call(() -> {
                LoggerFactory.getLogger(EndlessHops.class).info("a predecessor");
                kind.action().run();
                return null;
            });
        }
    }

    /** The heap in use after a collection. */
    private static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private EndlessHops() {}
}
