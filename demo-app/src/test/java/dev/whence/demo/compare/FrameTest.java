package dev.whence.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the lines of stack traces, as a JVM and logback write them. */
class FrameTest {
    @ParameterizedTest
    @CsvSource({
        "dev.whence.demo.shop.Payments.charge(Payments.java:42), at Payments.charge(Payments.java:42)",
        "java.base/java.lang.Thread.run(Thread.java:1474), at Thread.run(Thread.java:1474)",
        "app//dev.whence.Async.thenApply(Async.java:31), at Async.thenApply(Async.java:31)",
        "java.base@25/java.lang.Thread.run(Unknown Source), at Thread.run(Unknown Source)",
        "a.B$C.lambda$d$1(B.java:7), at B$C.lambda$d$1(B.java:7)",
        "a.B.<init>(B.java:7), at B.<init>(B.java:7)",
        "Main.main(Main.java), at Main.main(Main.java)"
    })
    void isShownWithoutPackages(String frame, String shown) {
        assertThat(Frame.parse("\tat " + frame))
                .map(parsed -> parsed.cell().text())
                .contains(shown);
    }

    @Test
    void isNothingElse() {
        assertThat(Frame.parse("\t... 5 more")).isEmpty();
        assertThat(Frame.parse("Caused by: java.io.IOException: at a.B(c)")).isEmpty();
    }
}
