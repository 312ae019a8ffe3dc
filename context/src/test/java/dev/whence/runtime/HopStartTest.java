package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopStartTest {
    @ParameterizedTest
    @CsvSource({
        "shop.Checkout, pay, thenApply Checkout.pay",
        "shop.Checkout, lambda$pay$2, thenApply Checkout.pay",
        "shop.Checkout$Step, lambda$pay$total$2, thenApply Checkout$Step.pay$total",
        "Main, main, thenApply Main.main",
        "shop.Checkout, lambda$, thenApply Checkout.lambda$"
    })
    void nameIsThatOfThePlace(String type, String method, String name) {
        assertThat(start(new StackTraceElement(type, method, "File.java", 7)).name())
                .isEqualTo(name);
    }

    @Test
    void functionIsQualified() {
        HopStart start = start(new StackTraceElement("shop.Checkout", "lambda$pay$2", "Checkout.java", 57));
        assertThat(start.function()).isEqualTo("shop.Checkout.pay");
        assertThat(start.file()).isEqualTo("Checkout.java");
        assertThat(start.number()).isEqualTo(57);
    }

    @Test
    void unknownPlaceHasTheNameOfTheMethodOnly() {
        HopStart start = start(null);
        assertThat(start.name()).isEqualTo("thenApply");
        assertThat(start.function()).isEmpty();
        assertThat(start.file()).isEmpty();
        assertThat(start.number()).isNegative();
    }

    private static HopStart start(@Nullable StackTraceElement line) {
        return new HopStart("thenApply", line, false, "main", "pool", -1, 0, List.of());
    }
}
