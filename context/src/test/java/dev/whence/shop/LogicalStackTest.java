package dev.whence.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.context.Handoff;
import dev.whence.context.LogicalStack;
import dev.whence.context.Scope;
import dev.whence.runtime.Settings;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogicalStackTest {
    private final Shop shop = new Shop();

    /** Switches full stacks on, because earlier tests may have spent the budget for walking stacks. */
    @BeforeEach
    void sitesAreLookedAt() {
        Settings.stacks(Settings.STACKS_FULL);
    }

    @AfterEach
    void asByDefault() {
        Settings.stacks(Settings.STACKS_AUTO);
    }

    /** Returns the frames as {@code Class.method}. */
    private static List<String> names(LogicalStack stack) {
        return stack.frames().stream()
                .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName())
                .toList();
    }

    @Test
    void showsTheTaskThenTheHopThenThePlaceThatWrapped() throws Exception {
        OtherThread.run(shop.order());
        assertThat(names(shop.seen)).startsWith("Shop.cook", "Async.wrap", "Shop.order");
        assertThat(shop.seen.isApproximate()).isFalse();
    }

    @Test
    void framesAreThoseOfTheSource() throws Exception {
        OtherThread.run(shop.order());
        assertThat(shop.seen.frames()).allSatisfy(frame -> {
            assertThat(frame.getFileName()).isNotNull();
            assertThat(frame.getLineNumber()).isPositive();
        });
    }

    @Test
    void cutsTheMachineryOfThePool() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            pool.submit(shop.order()).get();
        } finally {
            pool.shutdownNow();
        }
        assertThat(names(shop.seen)).startsWith("Shop.cook", "Async.wrap", "Shop.order");
    }

    @Test
    void showsAChainOfHops() throws Exception {
        OtherThread.run(shop.orderMenu());
        assertThat(names(shop.seen))
                .startsWith(
                        "Shop.dessert",
                        "Async.wrap",
                        "Shop.mainCourse",
                        "Async.wrap",
                        "Shop.starter",
                        "Async.wrap",
                        "Shop.orderMenu");
    }

    @Test
    void showsAHandoff() throws Exception {
        Handoff handoff = Handoff.capture();
        LogicalStack stack = OtherThread.call(() -> {
            try (Scope resumed = handoff.resume()) {
                return LogicalStack.current();
            }
        });
        assertThat(names(stack)).containsSubsequence("Async.capture", "LogicalStackTest.showsAHandoff");
    }

    @Test
    void withoutAHopIsTheStackOfTheCaller() {
        assertThat(names(LogicalStack.current())).startsWith("LogicalStackTest.withoutAHopIsTheStackOfTheCaller");
        assertThat(names(LogicalStack.current())).noneMatch(name -> name.startsWith("Async."));
    }

    @Test
    void ofAnExceptionShowsHowItsTaskCameAbout() throws Exception {
        var pay = shop.pay();
        Throwable failure = OtherThread.failure(() -> pay.accept("4711"));
        assertThat(names(LogicalStack.of(failure)))
                .startsWith("Shop.charge")
                .containsSubsequence("Async.wrapConsumer", "Shop.pay");
    }

    @Test
    void leavesTheExceptionItselfAlone() throws Exception {
        var pay = shop.pay();
        Throwable failure = OtherThread.failure(() -> pay.accept("4711"));
        assertThat(failure.getStackTrace())
                .noneMatch(frame -> frame.getClassName().equals("dev.whence.Async"));
    }

    @Test
    void ofAnExceptionStaysTheSame() throws Exception {
        var pay = shop.pay();
        Throwable failure = OtherThread.failure(() -> pay.accept("4711"));
        List<StackTraceElement> first = LogicalStack.of(failure).frames();
        OtherThread.failure(shop.fail((RuntimeException) failure));
        assertThat(LogicalStack.of(failure).frames()).isEqualTo(first);
    }

    @Test
    void ofAnExceptionThatLeftNoTaskIsItsOwnTrace() {
        Exception failure = new Exception("here");
        assertThat(LogicalStack.of(failure).frames()).containsExactly(failure.getStackTrace());
    }

    @Test
    void ofAnExceptionMadeElsewhereIsItsOwnTrace() throws Exception {
        RuntimeException premade = Shop.premade();
        OtherThread.failure(shop.fail(premade));
        assertThat(LogicalStack.of(premade).frames()).containsExactly(premade.getStackTrace());
    }

    @Test
    void printsAsAStackTraceDoes() throws Exception {
        OtherThread.run(shop.order());
        assertThat(shop.seen.toString())
                .startsWith("\tat dev.whence.shop.Shop.cook(Shop.java:")
                .contains("\tat dev.whence.Async.wrap(Async.java:")
                .matches("(\tat \\S+\\.\\S+\\(\\S+:\\d+\\)\n)+");
    }

    @Test
    void cannotBeChanged() {
        assertThatThrownBy(() -> LogicalStack.current().frames().set(0, new StackTraceElement("a", "b", "c", 1)))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
