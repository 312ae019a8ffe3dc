package dev.whence.demo.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests of log lines with and without an order id. */
class LogLineTest {
    @Test
    void isTakenApart() {
        assertThat(LogLine.parse("21:14:07.481 ERROR [order-7781] [payments-1] Checkout - order failed"))
                .contains(new LogLine(
                        "", "21:14:07.481", "ERROR", "order-7781", "payments-1", "Checkout", "order failed"));
    }

    @Test
    void namesTheOrderThatItIsAbout() {
        assertThat(LogLine.parse("order=7781 21:14:07.481 INFO  [] [http-1] OrderHandler - POST /orders 7781"))
                .contains(
                        new LogLine("7781", "21:14:07.481", "INFO", "", "http-1", "OrderHandler", "POST /orders 7781"));
    }

    @Test
    void isNotALineOfAStackTrace() {
        assertThat(LogLine.parse("\tat dev.whence.demo.shop.Payments.charge(Payments.java:42)"))
                .isEmpty();
        assertThat(LogLine.parse("java.lang.IllegalStateException: card declined"))
                .isEmpty();
    }
}
