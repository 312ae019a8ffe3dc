package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final int SINK = 0;

    private final LogSink opened = LogSink.open();
    private final int otherSink = SinkIds.at(1);

    @AfterEach
    void close() {
        opened.close();
    }

    private static LoggedEvent mark(long task, int n, long... base) {
        return new LoggedEvent(task, n, 1000 * task + n, 0, base);
    }

    private static Frontier of(int sink, LoggedEvent mark) {
        return after(null, sink, mark);
    }

    private static Frontier after(@Nullable Frontier before, int sink, LoggedEvent event) {
        return Frontier.after(before, sink, sink, new LoggedEvent[] {event});
    }

    private static Frontier of(LoggedEvent... marks) {
        Frontier all = of(SINK, marks[0]);
        for (LoggedEvent mark : marks) {
            all = Frontier.union(all, of(SINK, mark), Edge.FORK);
        }
        return all;
    }

    private static SinkFrontier part(Frontier frontier, int sink) {
        return Objects.requireNonNull(frontier.part(sink));
    }

    private static String text(@Nullable Frontier frontier) {
        return text(frontier, SINK);
    }

    private static String text(@Nullable Frontier frontier, int sink) {
        SinkFrontier part = frontier == null ? null : frontier.part(sink);
        return part == null
                ? ""
                : IntStream.range(0, part.marks.length)
                        .mapToObj(i -> part.marks[i].task + ":" + part.marks[i].n + " " + Edge.name(part.via[i]))
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    @Test
    void anEventTakesThePlaceOfItsPredecessors() {
        assertThat(text(after(of(mark(1, 1), mark(2, 1)), SINK, mark(3, 1)))).isEqualTo("3:1 fork");
    }

    @Test
    void anEventLeavesTheOtherSinksAlone() {
        Frontier before = Frontier.union(of(mark(1, 1)), of(otherSink, mark(1, 2)), Edge.JOIN);
        Frontier after = after(before, SINK, mark(3, 1));
        assertThat(text(after)).isEqualTo("3:1 fork");
        assertThat(text(after, otherSink)).isEqualTo("1:2 join");
        assertThat(after.part(otherSink)).as("shared, whatever it holds").isSameAs(before.part(otherSink));
    }

    @Test
    void theEventsOfASinkEndWithIt() {
        Frontier before = Frontier.union(of(mark(1, 1)), of(otherSink, mark(1, 2)), Edge.JOIN);
        opened.close();
        assertThat(after(before, SINK, mark(3, 1)).marks()).hasSize(1);
        assertThat(Frontier.union(before, of(mark(2, 1)), Edge.JOIN).marks()).hasSize(2);
        assertThat(Frontier.union(of(mark(2, 1)), before, Edge.JOIN).marks()).hasSize(2);
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
        Frontier union = Frontier.union(of(otherSink, mark(1, 1)), of(mark(1, 3)), Edge.JOIN);
        assertThat(text(union)).isEqualTo("1:3 join");
        assertThat(text(union, otherSink)).isEqualTo("1:1 fork");
    }

    @Test
    void aUnionWithNothingNewIsNoWork() {
        Frontier all = of(mark(1, 1), mark(2, 1));
        assertThat(Frontier.union(all, all.labelled(Edge.JOIN), Edge.JOIN).part(SINK))
                .isSameAs(all.part(SINK));
        assertThat(Frontier.union(all, of(mark(2, 1)), Edge.JOIN).part(SINK)).isSameAs(all.part(SINK));
    }

    @Test
    void aBaseHasTheEventsAndWhatTheyAreBasedOn() {
        assertThat(LoggedEvent.base(of(mark(3, 1, 1, 5, 2, 2), mark(4, 1, 1, 7)).marks()))
                .containsExactlyInAnyOrder(3, 1, 4, 1, 1, 7, 2, 2);
        assertThat(LoggedEvent.base(List.of())).isEmpty();
    }

    @Test
    void aBaseIsBounded() {
        LoggedEvent[] marks =
                IntStream.rangeClosed(1, 32).mapToObj(i -> mark(i, 1)).toArray(LoggedEvent[]::new);
        assertThat(LoggedEvent.base(of(marks).marks())).hasSize(2 * 16);
    }

    @Test
    void anythingBeyond32IsTruncatedToTheLatest() {
        LoggedEvent[] marks =
                IntStream.rangeClosed(1, 40).mapToObj(i -> mark(i, 1)).toArray(LoggedEvent[]::new);
        Frontier all = of(marks);
        assertThat(part(all, SINK).marks).hasSize(32);
        assertThat(Arrays.stream(part(all, SINK).marks).mapToLong(mark -> mark.task))
                .allMatch(task -> task > 8);
        assertThat(all.hlc).isEqualTo(40_001);
        assertThat(part(all, SINK).isTruncated()).isTrue();
        assertThat(part(after(all, otherSink, mark(60, 1)), otherSink).isTruncated())
                .isFalse();
    }

    @Test
    void truncationLastsUntilTheNextEventOfTheSink() {
        LoggedEvent[] marks =
                IntStream.rangeClosed(1, 33).mapToObj(i -> mark(i, 1)).toArray(LoggedEvent[]::new);
        Frontier all = of(marks);
        assertThat(part(Frontier.union(of(mark(50, 1)), all, Edge.JOIN), SINK).isTruncated())
                .isTrue();
        assertThat(part(all.labelled(Edge.JOIN), SINK).isTruncated()).isTrue();
        assertThat(part(after(all, otherSink, mark(60, 1)), SINK).isTruncated()).isTrue();
        assertThat(part(after(all, SINK, mark(60, 1)), SINK).isTruncated()).isFalse();
    }

    @Test
    void aStampThatIsNotBelievedIsInheritedUntilAnEventIsLater() {
        Frontier told = Frontier.received(List.of(new LoggedEvent("12345678", 7, 1, Long.MAX_VALUE)));
        Frontier child = Frontier.union(of(mark(1, 1)), told, Edge.RECEIVE).labelled(Edge.FORK);
        assertThat(child.hlc).isEqualTo(1_001);
        assertThat(child.ahead).isEqualTo(Long.MAX_VALUE);

        Frontier after = after(child, SINK, new LoggedEvent(2, 1, 2_001, child.ahead, new long[0]));
        assertThat(after.ahead).isEqualTo(Long.MAX_VALUE);
        assertThat(CausalHeader.format(after)).startsWith("7fffffffffffffff;");
        Frontier later = after(child, SINK, new LoggedEvent(2, 1, Long.MIN_VALUE, child.ahead, new long[0]));
        assertThat(later.ahead).isZero();
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
