package dev.whence.agent.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a queue gets longer and longer, judged by its lengths in the last {@value #WINDOW_MILLIS} milliseconds.
 *
 * <p>A queue goes up and down by chance, and the fuller a pool is, the more. So all of this must be true:
 *
 * <ul>
 *   <li>The time is divided into parts, and the shortest length in each part exceeds that in the part before. After a
 *       burst the length falls, so that is not true for long.
 *   <li>The growth is at least a tenth of what was completed meanwhile, and {@value #LEAST}.
 *   <li>It is {@value #CERTAIN} times as much as chance makes of it, as the differences from look to look vary.
 *   <li>What comes now waits for at least a second.
 * </ul>
 */
final class QueueGrowth {
    private static final long WINDOW_MILLIS = 24_000;

    /** Some looks may be late. */
    private static final long LEAST_MILLIS = WINDOW_MILLIS - 2_000;

    private static final int PARTS = 6;
    private static final int LOOKS_IN_PART = 2;
    private static final int LEAST = 100;
    private static final int CERTAIN = 5;

    private final Deque<Look> looks = new ArrayDeque<>();

    /**
     * What was seen at a moment.
     *
     * @param millis when that was
     * @param length the length of the queue
     * @param completed how much work the pool had completed by then
     */
    private record Look(long millis, int length, long completed) {}

    /**
     * The growth of a queue.
     *
     * @param from the length at the beginning
     * @param to the length at the end
     * @param completed how much work was completed meanwhile
     * @param millis the time from the beginning to the end
     */
    record Growth(int from, int to, long completed, long millis) {}

    /** Adds what is seen now. Returns the growth of the queue, or null if it does not grow. */
    @Nullable Growth add(long millis, int length, long completed) {
        looks.add(new Look(millis, length, completed));
        while (looks.getFirst().millis < millis - WINDOW_MILLIS) {
            looks.removeFirst();
        }
        Look first = looks.getFirst();
        long time = millis - first.millis;
        long done = completed - first.completed;
        if (time < LEAST_MILLIS || length - first.length < LEAST + done / 10 || length * time < done * 1_000) {
            return null;
        }
        List<Look> all = new ArrayList<>(looks);
        return growsInEachPart(all) && isNoChance(all) ? new Growth(first.length, length, done, time) : null;
    }

    private static boolean growsInEachPart(List<Look> all) {
        int before = -1;
        for (int part = 0; part < PARTS; part++) {
            List<Look> ofPart = all.subList(all.size() * part / PARTS, all.size() * (part + 1) / PARTS);
            int shortest = ofPart.stream().mapToInt(Look::length).min().orElse(0);
            if (ofPart.size() < LOOKS_IN_PART || shortest <= before) {
                return false;
            }
            before = shortest;
        }
        return true;
    }

    /** Whether the mean of the differences is so far from none that it is no chance. */
    private static boolean isNoChance(List<Look> all) {
        int count = all.size() - 1;
        double mean = (double) (all.get(count).length - all.get(0).length) / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double difference = all.get(i + 1).length - all.get(i).length - mean;
            squares += difference * difference;
        }
        double deviationOfMean = Math.sqrt(squares / (count - 1) / count);
        return mean >= CERTAIN * deviationOfMean;
    }
}
