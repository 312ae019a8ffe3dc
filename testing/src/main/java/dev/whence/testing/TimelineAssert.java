package dev.whence.testing;

import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about the order of events, in the style of AssertJ, which must be on the class path. {@link
 * TimelineAssertions} has the same without AssertJ, and says more about each.
 */
public final class TimelineAssert extends AbstractAssert<TimelineAssert, Timeline> {
    private TimelineAssert(Timeline timeline) {
        super(timeline, TimelineAssert.class);
    }

    /** Begins assertions about a timeline. */
    public static TimelineAssert assertThat(Timeline timeline) {
        return new TimelineAssert(timeline);
    }

    /** As {@link TimelineAssertions#assertOrdered}. */
    public TimelineAssert ordered(String first, String second) {
        return check(verdict -> verdict.ordered(first, second));
    }

    /** As {@link TimelineAssertions#assertUnordered}. */
    public TimelineAssert unordered(String one, String other) {
        return check(verdict -> verdict.unordered(one, other));
    }

    /** As {@link TimelineAssertions#assertEachOrdered}. */
    public TimelineAssert eachOrdered(String first, String second) {
        return check(verdict -> verdict.eachOrdered(first, second));
    }

    /** As {@link TimelineAssertions#assertNoneAfter}. */
    public TimelineAssert noneAfter(String last, String other) {
        return check(verdict -> verdict.noneAfter(last, other));
    }

    private TimelineAssert check(Function<Verdict, Optional<String>> question) {
        isNotNull();
        question.apply(new Verdict(actual))
                .ifPresent(fault -> failWithActualExpectedAndMessage(null, null, "%s", fault));
        return this;
    }
}
