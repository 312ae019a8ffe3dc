package dev.whence.agent.weave;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A point that a woven type needs, or several of which it needs one, in the order of preference.
 *
 * @param lost what the hook does without if there is none, or empty if it cannot do without
 */
record Need(List<Point> points, String lost, int first, int last) {
    boolean isOn(int jdk) {
        return first <= jdk && jdk <= last;
    }

    /** The point to take, or null if none was found. */
    @Nullable Point choice(Set<Point> found) {
        for (Point point : points) {
            if (found.contains(point)) {
                return point;
            }
        }
        return null;
    }
}
