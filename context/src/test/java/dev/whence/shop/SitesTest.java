package dev.whence.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.inhouse.shop.Orders;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.LogicalStack;
import dev.whence.context.Scope;
import dev.whence.runtime.Settings;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitesTest {
    private final Shop shop = new Shop();
    private final AtomicReference<LogicalStack> seen = new AtomicReference<>();

    @AfterEach
    void asByDefault() {
        Settings.stacks(Settings.STACKS_AUTO);
    }

    private LogicalStack stackOf(Runnable wrapped) throws InterruptedException {
        OtherThread.run(wrapped);
        return seen.get();
    }

    private static boolean shows(LogicalStack stack, String method) {
        return stack.frames().stream().anyMatch(frame -> frame.getMethodName().equals(method));
    }

    @Test
    void aSiteIsRememberedByTheClassOfTheFunction() throws Exception {
        Settings.stacks(Settings.STACKS_SITES);
        Runnable look = () -> seen.set(LogicalStack.current());

        assertThat(stackOf(shop.firstPlace(look)).isApproximate()).isFalse();
        LogicalStack remembered = stackOf(shop.firstPlace(look));
        assertThat(remembered.isApproximate()).isTrue();
        assertThat(shows(remembered, "firstPlace")).isTrue();
    }

    @Test
    void aFunctionSeenInSeveralPlacesHasAnUnseenSite() throws Exception {
        Runnable look = () -> seen.set(LogicalStack.current());
        Settings.stacks(Settings.STACKS_FULL);
        assertThat(shows(stackOf(shop.firstPlace(look)), "firstPlace")).isTrue();
        assertThat(shows(stackOf(shop.secondPlace(look)), "secondPlace")).isTrue();

        Settings.stacks(Settings.STACKS_SITES);
        LogicalStack unseen = stackOf(shop.firstPlace(look));
        assertThat(unseen.isApproximate()).isTrue();
        assertThat(shows(unseen, "unseen")).isTrue();
        assertThat(shows(unseen, "firstPlace") || shows(unseen, "secondPlace")).isFalse();
    }

    @Test
    void aSpentBudgetMakesSitesApproximate() throws Exception {
        Runnable look = () -> seen.set(LogicalStack.current());
        for (int i = 0; i < 5_000_000 && (seen.get() == null || !seen.get().isApproximate()); i++) {
            Runnable wrapped = shop.firstPlace(look);
            if (i % 1000 == 999) {
                wrapped.run();
            }
        }
        assertThat(seen.get().isApproximate()).isTrue();
        assertThat(shows(seen.get(), "firstPlace")).isTrue();
    }

    @Test
    void fullStacksAreNeverApproximate() throws Exception {
        Settings.stacks(Settings.STACKS_FULL);
        Runnable look = () -> seen.set(LogicalStack.current());
        for (int i = 0; i < 100; i++) {
            assertThat(stackOf(shop.firstPlace(look)).isApproximate()).isFalse();
        }
        assertThat(shows(seen.get(), "fullStacksAreNeverApproximate")).isTrue();
    }

    @Test
    void offTakesNoSites() throws Exception {
        Settings.stacks(Settings.STACKS_OFF);
        OtherThread.run(Correlation.of("A").wrap(() -> seen.set(LogicalStack.current())));
        assertThat(seen.get().frames()).noneMatch(frame -> frame.getClassName().equals("dev.whence.Async"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 20})
    void theCallerOfALibraryIsShown(int frames) throws Exception {
        assertThat(shows(stackOf(Orders.orderByLibrary(frames)), "orderByLibrary"))
                .isTrue();
        assertThat(shows(stackOf(Orders.orderByFramework(frames)), "orderByFramework"))
                .isTrue();
    }

    private static LogicalStack stackOf(Handoff captured) throws Exception {
        return OtherThread.call(() -> {
            try (Scope ignored = captured.resume()) {
                return LogicalStack.current();
            }
        });
    }
}
