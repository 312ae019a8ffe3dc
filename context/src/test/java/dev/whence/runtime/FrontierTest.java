package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final int SINK = 0;
    private static final int OTHER_SINK = 1;

    private static Mark mark(long task, int n, long... base) {
        return new Mark(task, n, 1000 * task + n, SINK, base);
    }

    private static Mark in(int sink, long task, int n) {
        return new Mark(task, n, 1000 * task + n, sink, new long[0]);
    }

    private static Frontier of(Mark mark) {
        return Frontier.after(null, mark);
    }

    private static Frontier of(Mark... marks) {
        Frontier all = of(marks[0]);
        for (Mark mark : marks) {
            all = Frontier.union(all, of(mark), Edge.FORK);
        }
        return all;
    }

    private static String text(@Nullable Frontier frontier) {
        if (frontier == null) {
            return "";
        }
        return String.join(
                " ",
                IntStream.range(0, frontier.marks.length)
                        .mapToObj(i ->
                                frontier.marks[i].task + ":" + frontier.marks[i].n + " " + Edge.name(frontier.via[i]))
                        .sorted()
                        .toList());
    }

    @Test
    void anEventTakesThePlaceOfItsPredecessors() {
        assertThat(text(Frontier.after(of(mark(1, 1), mark(2, 1)), mark(3, 1)))).isEqualTo("3:1 fork");
    }

    @Test
    void anEventLeavesTheOtherSinksAlone() {
        Frontier before = of(mark(1, 1), in(OTHER_SINK, 1, 2));
        assertThat(text(Frontier.after(before, mark(3, 1)))).isEqualTo("1:2 fork 3:1 fork");
    }

    @Test
    void aUnionLabelsWhatCame() {
        Frontier union = Frontier.union(of(mark(1, 1)), of(mark(2, 1)), Edge.JOIN);
        assertThat(text(union)).isEqualTo("1:1 fork 2:1 join");
    }

    @Test
    void aUnionKeepsTheLabelOfWhatWasThere() {
        Frontier union = Frontier.union(of(mark(1, 1)), of(mark(1, 1), mark(2, 1)), Edge.JOIN);
        assertThat(text(union)).isEqualTo("1:1 fork 2:1 join");
    }

    @Test
    void anEarlierEventOfATaskIsDropped() {
        assertThat(text(Frontier.union(of(mark(1, 1)), of(mark(1, 3)), Edge.JOIN)))
                .isEqualTo("1:3 join");
        assertThat(text(Frontier.union(of(mark(1, 3)), of(mark(1, 1)), Edge.JOIN)))
                .isEqualTo("1:3 fork");
    }

    @Test
    void whatATaskIsBasedOnIsDropped() {
        Frontier child = of(mark(2, 1, 1, 5));
        assertThat(text(Frontier.union(of(mark(1, 5)), child, Edge.JOIN))).isEqualTo("2:1 join");
        assertThat(text(Frontier.union(child, of(mark(1, 4)), Edge.JOIN))).isEqualTo("2:1 fork");
    }

    @Test
    void whatATaskIsNotBasedOnStays() {
        Frontier child = of(mark(2, 1, 1, 5));
        assertThat(text(Frontier.union(of(mark(1, 6)), child, Edge.JOIN))).isEqualTo("1:6 fork 2:1 join");
    }

    @Test
    void eventsOfAnotherSinkAreNotDropped() {
        Frontier union = Frontier.union(of(in(OTHER_SINK, 1, 1)), of(mark(1, 3)), Edge.JOIN);
        assertThat(text(union)).isEqualTo("1:1 fork 1:3 join");
    }

    @Test
    void aBaseHasTheEventsAndWhatTheyAreBasedOn() {
        assertThat(Mark.base(of(mark(3, 1, 1, 5, 2, 2), mark(4, 1, 1, 7))))
                .containsExactlyInAnyOrder(3, 1, 4, 1, 1, 7, 2, 2);
        assertThat(Mark.base(null)).isEmpty();
    }

    @Test
    void aBaseIsBounded() {
        Mark[] marks = IntStream.rangeClosed(1, 32).mapToObj(i -> mark(i, 1)).toArray(Mark[]::new);
        assertThat(Mark.base(of(marks))).hasSize(2 * 16);
    }

    @Test
    void anythingBeyond32IsTruncatedToTheLatest() {
        Mark[] marks = IntStream.rangeClosed(1, 40).mapToObj(i -> mark(i, 1)).toArray(Mark[]::new);
        Frontier all = of(marks);
        assertThat(all.marks).hasSize(32);
        assertThat(Arrays.stream(all.marks).mapToLong(mark -> mark.task)).allMatch(task -> task > 8);
        assertThat(all.hlc).isEqualTo(40_001);
        assertThat(all.isTruncated(SINK)).isTrue();
        assertThat(all.isTruncated(OTHER_SINK)).isFalse();
    }

    @Test
    void truncationLastsUntilTheNextEventOfTheSink() {
        Mark[] marks = IntStream.rangeClosed(1, 33).mapToObj(i -> mark(i, 1)).toArray(Mark[]::new);
        Frontier all = of(marks);
        assertThat(Frontier.union(of(mark(50, 1)), all, Edge.JOIN).isTruncated(SINK))
                .isTrue();
        assertThat(all.labelled(Edge.JOIN).isTruncated(SINK)).isTrue();
        assertThat(Frontier.after(all, in(OTHER_SINK, 60, 1)).isTruncated(SINK)).isTrue();
        assertThat(Frontier.after(all, mark(60, 1)).isTruncated(SINK)).isFalse();
    }

    @Test
    void eitherIsTheOneOrBoth() {
        Frontier one = of(mark(1, 1));
        assertThat(Frontier.either(null, one)).isSameAs(one);
        assertThat(Frontier.either(one, null)).isSameAs(one);
        assertThat(Frontier.either(one, one)).isSameAs(one);
        assertThat(Frontier.either(null, null)).isNull();
        assertThat(text(Frontier.either(one, of(mark(2, 1))))).isEqualTo("1:1 fork 2:1 complete");
    }
}
