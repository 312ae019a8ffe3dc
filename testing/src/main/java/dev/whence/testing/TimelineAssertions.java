package dev.whence.testing;

import java.util.Optional;

/**
 * Assertions about the order of events, as plain methods. {@link TimelineAssert} has the same in the style of AssertJ.
 *
 * <p>An event is a {@linkplain Timeline#mark mark}, or a {@linkplain Timeline#logged log line}. If there are several of a
 * name, each of them counts.
 */
public final class TimelineAssertions {
    /**
     * Asserts that each event named {@code first} is ordered before each event named {@code second}. There must be at
     * least one of both.
     */
    public static void assertOrdered(Timeline timeline, String first, String second) {
        check(new Verdict(timeline).ordered(first, second));
    }

    /**
     * Asserts that no event named {@code one} is ordered before or after an event named {@code other}: they may happen in
     * either order, or at the same time. There must be at least one of both.
     */
    public static void assertUnordered(Timeline timeline, String one, String other) {
        check(new Verdict(timeline).unordered(one, other));
    }

    /**
     * Asserts that each event named {@code second} has an event named {@code first} of its own before it. There must be
     * at least one of both.
     */
    public static void assertEachOrdered(Timeline timeline, String first, String second) {
        check(new Verdict(timeline).eachOrdered(first, second));
    }

    /**
     * Asserts that no event named {@code other} can come after an event named {@code last}: each of them is ordered
     * before it. There may be none of them, but there must be at least one named {@code last}.
     */
    public static void assertNoneAfter(Timeline timeline, String last, String other) {
        check(new Verdict(timeline).noneAfter(last, other));
    }

    private static void check(Optional<String> fault) {
        if (fault.isPresent()) {
            throw new AssertionError(fault.get());
        }
    }

    private TimelineAssertions() {}
}
