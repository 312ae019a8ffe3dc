package dev.whence.runtime.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests of the chain of possible completers of a future. */
class PossibleCompleterTest {
    private final State one = new State(new Task());
    private final State two = new State(new Task());
    private final PossibleCompleter part = new PossibleCompleter(null, null, null);
    private final PossibleCompleter ofOne = new PossibleCompleter(one, null, part);
    private final PossibleCompleter ofBoth = new PossibleCompleter(two, null, ofOne);

    @Test
    void onlyOneCounts() {
        assertThat(part.only()).isNull();
        assertThat(ofOne.only()).isSameAs(ofOne);
        assertThat(ofBoth.only()).isNull();
    }

    @Test
    void latestOfAThreadCounts() {
        PossibleCompleter later = new PossibleCompleter(one, null, ofOne);
        assertThat(later.only()).isSameAs(later);
        assertThat(later.of(one)).isSameAs(later);
        assertThat(later.of(two)).isNull();
    }

    @Test
    void withdrawn() {
        PossibleCompleter rest = Objects.requireNonNull(ofBoth.without(two));
        assertThat(rest.only()).isSameAs(rest.of(one)).isNotNull();
        assertThat(ofOne.without(one)).isNull();
        assertThat(ofBoth.part()).isSameAs(part);
    }

    @Test
    void whatIsExpectedChangesNothing() {
        Expectation expectation = Objects.requireNonNull(Expectation.of(new Task(), List.of()));
        PossibleCompleter expected = new ExpectedCompletion(expectation, ofOne.part(), ofOne);
        assertThat(expected.only()).isSameAs(ofOne);
        assertThat(expected.of(one)).isSameAs(ofOne);
        assertThat(Objects.requireNonNull(expected.part()).frontier).isSameAs(part.frontier);
        assertThat(expected.without(one)).isNull();
    }
}
