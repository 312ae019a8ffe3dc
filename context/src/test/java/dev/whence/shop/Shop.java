package dev.whence.shop;

import dev.whence.context.Correlation;
import dev.whence.context.LogicalStack;
import java.util.function.Consumer;

/** A program's code for stack traces. Its package is neither one of the JDK nor one of Whence's own. */
final class Shop {
    LogicalStack seen;

    Runnable order() {
        return Correlation.current().wrap((Runnable) this::cook);
    }

    void cook() {
        seen = LogicalStack.current();
    }

    Runnable orderMenu() {
        return Correlation.current().wrap((Runnable) this::starter);
    }

    void starter() {
        onAnotherThread(Correlation.current().wrap((Runnable) this::mainCourse));
    }

    void mainCourse() {
        onAnotherThread(Correlation.current().wrap((Runnable) this::dessert));
    }

    void dessert() {
        seen = LogicalStack.current();
    }

    Consumer<String> pay() {
        return Correlation.current().wrapConsumer(this::charge);
    }

    void charge(String card) {
        if (!card.isEmpty()) {
            throw new IllegalStateException("declined: " + card);
        }
    }

    static RuntimeException premade() {
        return new RuntimeException("made elsewhere");
    }

    Runnable fail(RuntimeException failure) {
        return Correlation.current().wrap((Runnable) () -> {
            throw failure;
        });
    }

    Runnable firstPlace(Runnable action) {
        return Correlation.current().wrap(action);
    }

    Runnable secondPlace(Runnable action) {
        return Correlation.current().wrap(action);
    }

    private static void onAnotherThread(Runnable action) {
        try {
            OtherThread.run(action);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
