package dev.whence.runtime.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The candidates of a future. */
class CandidateTest {
    private final State one = new State(new Task());
    private final State two = new State(new Task());
    private final Candidate part = new Candidate(null, null, null);
    private final Candidate ofOne = new Candidate(one, null, part);
    private final Candidate ofBoth = new Candidate(two, null, ofOne);

    @Test
    void onlyOneCounts() {
        assertThat(part.only()).isNull();
        assertThat(ofOne.only()).isSameAs(ofOne);
        assertThat(ofBoth.only()).isNull();
    }

    @Test
    void latestOfAThreadCounts() {
        Candidate later = new Candidate(one, null, ofOne);
        assertThat(later.only()).isSameAs(later);
        assertThat(later.of(one)).isSameAs(later);
        assertThat(later.of(two)).isNull();
    }

    @Test
    void withdrawn() {
        Candidate rest = Objects.requireNonNull(ofBoth.without(two));
        assertThat(rest.only()).isSameAs(rest.of(one)).isNotNull();
        assertThat(ofOne.without(one)).isNull();
        assertThat(ofBoth.part()).isSameAs(part);
    }
}
