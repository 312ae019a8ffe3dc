package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a woven type needs: a point, or several alternatives of which it takes the first that is there.
 *
 * @param points the alternatives, in the order of preference
 * @param lost what the hook cannot do if no alternative is there; empty if the hook cannot work then
 * @param first the first version of the JDK that has the need
 * @param last the last version of the JDK that has the need
 */
record Need(List<Point> points, String lost, int first, int last) {
    boolean isOn(int jdk) {
        return first <= jdk && jdk <= last;
    }

    /** Returns the same need of a class of a relocated library. */
    Need in(CopiedNames names) {
        List<Point> copied = new ArrayList<>();
        for (Point point : points) {
            copied.add(point.in(names));
        }
        return new Need(copied, lost, first, last);
    }

    /** Returns the alternative to take, or null if none was found. */
    @Nullable Point choice(Set<Point> found) {
        for (Point point : points) {
            if (found.contains(point)) {
                return point;
            }
        }
        return null;
    }
}
