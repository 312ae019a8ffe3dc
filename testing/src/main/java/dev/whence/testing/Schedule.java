package dev.whence.testing;

import dev.whence.runtime.Perturbation;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The delays of one run of a test. Its name is the seed, and if the delays are stretched also by how many times, as in
 * {@code 5f3a21c09d47e8b6x4}.
 *
 * @param seed decides where there are delays, and how long they are; 0 for none
 * @param stretch by how many times longer the delays are than usual
 * @param only the points at which there may be delays; null for all
 */
record Schedule(long seed, int stretch, @Nullable Set<String> only) {
    /** The schedule without delays. */
    static final Schedule USUAL = new Schedule(0, 1, null);

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{1,16})(?:x([1-9][0-9]?))?");

    static Schedule random() {
        return new Schedule(ThreadLocalRandom.current().nextLong(), 1, null);
    }

    /**
     * Returns the schedule with a name.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Schedule named(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException("whence.seed must be as a failure shows it, such as 5f3a21c09d47e8b6 or"
                    + " 5f3a21c09d47e8b6x4, but is \"" + name + "\"");
        }
        int stretch = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
        return new Schedule(Long.parseUnsignedLong(parts.group(1), 16), stretch, null);
    }

    Schedule stretched(int times) {
        return new Schedule(seed, times, only);
    }

    Schedule only(Set<String> points) {
        return new Schedule(seed, stretch, points);
    }

    boolean hasDelays() {
        return seed != 0;
    }

    String name() {
        return Long.toHexString(seed) + (stretch == 1 ? "" : "x" + stretch);
    }

    /** Begins the delays for the test that runs in a correlation. */
    Perturbation begin(String correlation) {
        return Perturbation.begin(
                correlation, seed, stretch, point -> hasDelays() && (only == null || only.contains(point)));
    }
}
