package dev.whence.agent.attached;

import ch.qos.logback.classic.LoggerContext;
import dev.whence.context.Correlation;
import java.time.Duration;
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
        LiveObjects before = LiveObjects.now();
        make(kind, count);
        long limit = before.bytes() + NOISE + (long) BYTES * count;
        LiveObjects after;
        long begin = System.nanoTime();
        do {
            // Since 21, the JDK forgets pools that were dropped when it makes the next one.
            make(kind, 1);
            after = LiveObjects.now();
        } while (after.bytes() > limit && System.nanoTime() - begin < PATIENCE.toNanos());
        if (after.bytes() > limit) {
            System.out.println(kind.kind() + ": " + (after.bytes() - before.bytes()) / count + " B per hop, "
                    + after.moreThan(before));
        }
        return after.bytes() <= limit;
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

    private EndlessHops() {}
}
