package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.shop.OtherThread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSinkTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final List<LogSink> opened = new ArrayList<>();
    private final State state = State.current();
    private final Task before = state.task;

    @BeforeEach
    void freshTask() {
        state.task = new Task();
    }

    @AfterEach
    void restore() {
        state.task = before;
        opened.forEach(LogSink::close);
    }

    private LogSink open() {
        LogSink sink = LogSink.open();
        opened.add(sink);
        return sink;
    }

    private static LogStamp log() {
        return LogSink.shared().stamp(NOON);
    }

    private static String id(LogStamp stamp) {
        return stamp.task() + ":" + stamp.n();
    }

    /** Calls an action in a new task, which is forked from the current task. */
    private static <T> T fork(Callable<T> action) throws Exception {
        return Correlation.current().wrap(action).call();
    }

    /** Calls an action in a task that was forked earlier. */
    private <T> T in(Task child, Callable<T> action) throws Exception {
        child.resume();
        try {
            return action.call();
        } finally {
            child.restore(state);
        }
    }

    /** Calls an action in a new task, and then joins that task. */
    private <T> T forkAndJoin(Callable<T> action) throws Exception {
        Task child = new Task(state.task, null);
        T result = in(child, action);
        state.task.join(child.frontier, Edge.JOIN);
        return result;
    }

    /** Logs one event in each of a number of sibling tasks, then joins all of them. Returns the IDs of the events. */
    private List<String> forkAllAndJoin(int count, Callable<LogStamp> event) throws Exception {
        List<Task> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            children.add(new Task(state.task, null));
        }
        List<String> ids = new ArrayList<>();
        for (Task child : children) {
            ids.add(id(in(child, event)));
        }
        children.forEach(child -> state.task.join(child.frontier, Edge.JOIN));
        return ids;
    }

    @Test
    void eventsOfATaskAreNumbered() {
        LogStamp first = log();
        LogStamp second = log();
        assertThat(second.task()).isEqualTo(first.task()).matches("[0-9a-f]{8}-[0-9]+");
        assertThat(first.n()).isEqualTo(1);
        assertThat(second.n()).isEqualTo(2);
        assertThat(second.after()).isEmpty();
        assertThat(second.hlc()).isGreaterThan(first.hlc());
    }

    @Test
    void aForkDescendsFromTheLastEventOfItsParent() throws Exception {
        log();
        LogStamp parent = log();
        Runnable[] body = new Runnable[1];
        LogStamp[] child = new LogStamp[1];
        body[0] = Correlation.current().wrap((Runnable) () -> child[0] = log());
        log();
        OtherThread.run(body[0]);
        assertThat(child[0].after()).containsExactly(id(parent));
        assertThat(child[0].via()).containsExactly("fork");
    }

    @Test
    void onlyTheFirstEventOfAForkNamesTheParent() throws Exception {
        log();
        assertThat(fork(() -> List.of(log(), log())).get(1).after()).isEmpty();
    }

    @Test
    void silentTasksDoNotBreakTheChain() throws Exception {
        LogStamp grandparent = log();
        LogStamp child = fork(() -> fork(() -> fork(LogSinkTest::log)));
        assertThat(child.after()).containsExactly(id(grandparent));
    }

    @Test
    void aJoinDescendsFromAllThatWereJoined() throws Exception {
        log();
        List<String> joined = forkAllAndJoin(2, LogSinkTest::log);
        LogStamp after = log();
        assertThat(after.after()).containsExactlyInAnyOrderElementsOf(joined);
        assertThat(after.via()).containsExactly("join", "join");
    }

    @Test
    void aSilentTaskBringsNothingByAJoin() throws Exception {
        log();
        forkAndJoin(() -> "silent");
        assertThat(log().after()).isEmpty();
    }

    @Test
    void joinedEventsThatPrecedeOthersAreNotNamed() throws Exception {
        log();
        LogStamp last = forkAndJoin(() -> {
            log();
            forkAndJoin(LogSinkTest::log);
            return log();
        });
        assertThat(log().after()).containsExactly(id(last));
    }

    @Test
    void aTaskThatLogsFirstAfterAJoinNamesTheJoinedOnly() throws Exception {
        LogStamp[] inner = new LogStamp[1];
        log();
        LogStamp first = fork(() -> {
            inner[0] = forkAndJoin(LogSinkTest::log);
            return log();
        });
        assertThat(first.after()).containsExactly(id(inner[0]));
        assertThat(first.via()).containsExactly("join");
    }

    @Test
    void aHandoffIsAnEdge() {
        LogStamp before = log();
        Handoff handoff = Handoff.capture();
        state.task = new Task();
        try (Scope resumed = handoff.resume()) {
            assertThat(log().after()).containsExactly(id(before));
        }
    }

    @Test
    void shortIdsAbbreviateTheInstance() throws Exception {
        LogStamp parent = log();
        LogStamp child = fork(LogSinkTest::log);
        assertThat(parent.shortTask()).matches("[0-9a-f]{2}-[0-9]+");
        assertThat(parent.task()).startsWith(parent.shortTask().substring(0, 2));
        assertThat(child.shortAfter()).containsExactly(parent.shortTask() + ":1");
    }

    @Test
    void anEventKeepsItsCorrelation() throws Exception {
        Correlation a = Correlation.of("A");
        assertThat(a.call(LogSinkTest::log).correlation()).isSameAs(a);
        assertThat(log().correlation()).isSameAs(Correlation.none());
    }

    @Test
    void upTo32PredecessorsAreNamed() throws Exception {
        forkAllAndJoin(32, LogSinkTest::log);
        LogStamp after = log();
        assertThat(after.after()).hasSize(32);
        assertThat(after.isAfterTruncated()).isFalse();
    }

    @Test
    void moreThan32PredecessorsAreTruncatedAndThatIsSaid() throws Exception {
        forkAllAndJoin(33, LogSinkTest::log);
        LogStamp after = log();
        assertThat(after.after()).hasSize(32);
        assertThat(after.isAfterTruncated()).isTrue();
        assertThat(log().isAfterTruncated()).isFalse();
    }

    @Test
    void truncationIsSaidInTheSinkThatLacksEventsOnly() throws Exception {
        LogSink own = open();
        forkAllAndJoin(40, () -> own.stamp(NOON));
        assertThat(log().isAfterTruncated()).isFalse();
        assertThat(own.stamp(NOON).isAfterTruncated()).isTrue();
        assertThat(own.stamp(NOON).isAfterTruncated()).isFalse();
    }

    @Test
    void eachSinkHasAGraphOfItsOwn() throws Exception {
        LogSink own = open();
        LogStamp inOwn = own.stamp(NOON);
        LogStamp inShared = log();
        assertThat(fork(() -> own.stamp(NOON)).after()).containsExactly(id(inOwn));
        assertThat(fork(LogSinkTest::log).after()).containsExactly(id(inShared));
    }

    @Test
    void anEventOfSeveralSinksHasOneStampAndItsOwnPredecessors() throws Exception {
        LogSink own = open();
        LogStamp inOwn = own.stamp(NOON);
        LogStamp inShared = log();
        fork(() -> {
            LogStamp shared = log();
            LogStamp second = own.stamp(shared);
            assertSameEvent(second, shared);
            assertThat(shared.after()).containsExactly(id(inShared));
            assertThat(second.after()).containsExactly(id(inOwn));
            return second;
        });
    }

    private static void assertSameEvent(LogStamp one, LogStamp other) {
        assertThat(List.of(one.task(), one.n(), one.hlc())).isEqualTo(List.of(other.task(), other.n(), other.hlc()));
    }

    @Test
    void anEventThatIsStampedInTwoSinksAtOnceIsInBothGraphs() throws Exception {
        LogSink own = open();
        LogStamp inOwn = own.stamp(NOON);
        LogStamp inShared = log();
        fork(() -> {
            LogStamp both = own.stampAndShare(NOON);
            LogStamp shared = LogSink.shared(both);
            assertSameEvent(shared, both);
            assertThat(both.after()).containsExactly(id(inOwn));
            assertThat(shared.after()).containsExactly(id(inShared));
            assertThat(fork(() -> own.stamp(NOON)).after()).containsExactly(id(both));
            assertThat(fork(LogSinkTest::log).after()).containsExactly(id(both));
            return both;
        });
    }

    @Test
    void theSharedSinkCanBeStampedAtOnceWithItself() {
        LogStamp stamp = LogSink.shared().stampAndShare(NOON);
        assertThat(LogSink.shared(stamp)).isSameAs(stamp);
        assertThat(log().n()).isEqualTo(stamp.n() + 1);
    }

    @Test
    void anEventThatAnotherTaskStampedIsTakenAsItIs() throws Exception {
        LogSink own = open();
        LogStamp foreign = fork(LogSinkTest::log);
        log();
        assertThat(own.stamp(foreign)).isSameAs(foreign);
        assertThat(LogSink.shared().stamp(foreign)).isSameAs(foreign);
    }

    @Test
    void anEventThatItsTaskHasLoggedAfterStandsAfterThatInAnotherSink() {
        LogSink own = open();
        LogStamp outer = log();
        LogStamp inner = own.stamp(log());
        LogStamp again = own.stamp(outer);
        assertThat(again.task()).isEqualTo(inner.task());
        assertThat(again.n()).isGreaterThan(inner.n());
        assertThat(again.hlc()).isGreaterThan(inner.hlc());
        assertThat(own.stamp(log()).n()).isGreaterThan(again.n());
    }

    @Test
    void anEventStandsAfterWhatItsTaskHasJoinedSince() throws Exception {
        LogSink own = open();
        LogStamp outer = log();
        LogStamp inner = forkAndJoin(() -> own.stamp(log()));
        LogStamp again = own.stamp(outer);
        assertThat(again.after()).containsExactly(id(inner));
        assertThat(again.hlc()).isGreaterThan(inner.hlc());
    }

    @Test
    void theSharedSinkOrdersALateEventToo() {
        LogStamp outer = log();
        LogStamp inner = log();
        LogStamp again = LogSink.shared().stamp(outer);
        assertThat(again.n()).isEqualTo(inner.n() + 1);
        assertThat(LogSink.shared().stamp(again)).isSameAs(again);
    }

    @Test
    void theFourthSinkIsTheSharedOne() {
        assertThat(List.of(open(), open(), open()))
                .doesNotContain(LogSink.shared())
                .doesNotHaveDuplicates();
        assertThat(open()).isSameAs(LogSink.shared());
    }

    @Test
    void aClosedSinkMakesRoom() {
        LogSink first = open();
        open();
        open();
        first.close();
        assertThat(open()).isNotSameAs(LogSink.shared());
        assertThat(open()).isSameAs(LogSink.shared());
    }

    @Test
    void aSecondCloseDoesNotFreeThePlaceOfSomebodyElse() {
        LogSink first = open();
        first.close();
        List<LogSink> others = List.of(open(), open(), open());
        first.close();
        assertThat(others).doesNotContain(LogSink.shared());
        assertThat(open()).isSameAs(LogSink.shared());
    }

    @Test
    void closingTheSharedSinkDoesNothing() {
        LogSink.shared().close();
        assertThat(open()).isNotSameAs(LogSink.shared());
    }

    @Test
    void aReusedPlaceDoesNotNameEventsOfTheClosedSink() throws Exception {
        LogSink old = open();
        old.stamp(NOON);
        old.close();
        LogSink reused = open();
        assertThat(fork(() -> reused.stamp(NOON)).after()).isEmpty();

        LogStamp inReused = reused.stamp(NOON);
        assertThat(Objects.requireNonNull(state.task.frontier).marks()).hasSize(1);
        assertThat(fork(() -> reused.stamp(NOON)).after()).containsExactly(id(inReused));
    }

    @Test
    void stampsIncreaseAlongEveryEdgeThoughTheWallClockJumps() {
        Random random = new Random(42);
        List<Task> tasks = new ArrayList<>(List.of(new Task()));
        Map<String, LogStamp> known = new HashMap<>();
        Map<String, String> latest = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            Task task = tasks.get(random.nextInt(tasks.size()));
            switch (random.nextInt(4)) {
                case 0 -> tasks.set(slot(random, tasks), new Task(task, null));
                case 1 -> task.join(tasks.get(random.nextInt(tasks.size())).frontier, Edge.JOIN);
                default -> check(stamp(task, NOON.plusMillis(random.nextInt(10_000))), known, latest);
            }
        }
        assertThat(known.values()).anyMatch(stamp -> stamp.after().size() > 1);
    }

    private static int slot(Random random, List<Task> tasks) {
        if (tasks.size() < 10) {
            tasks.add(tasks.get(0));
        }
        return random.nextInt(tasks.size());
    }

    private LogStamp stamp(Task task, Instant instant) {
        state.task = task;
        return LogSink.shared().stamp(instant);
    }

    private static void check(LogStamp stamp, Map<String, LogStamp> known, Map<String, String> latest) {
        for (String predecessor : stamp.after()) {
            LogStamp earlier = Objects.requireNonNull(known.get(predecessor), predecessor);
            assertThat(stamp.hlc()).isGreaterThan(earlier.hlc());
        }
        @Nullable String previous = latest.put(stamp.task(), stamp.hlc());
        assertThat(previous == null || stamp.hlc().compareTo(previous) > 0).isTrue();
        known.put(id(stamp), stamp);
    }
}
