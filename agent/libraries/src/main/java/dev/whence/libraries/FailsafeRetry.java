package dev.whence.libraries;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.List;

@SuppressWarnings("FutureReturnValueIgnored")
final class FailsafeRetry implements Library {
    @Override
    public void measure(Session session) {
        session.of("Failsafe", Failsafe.class)
                .row(
                        "runAsync, repeated",
                        List.of("task", "result"),
                        FailsafeRetry::executor,
                        (executor, operation) -> executor.runAsync(attempt -> {
                                    if (attempt.isFirstAttempt()) {
                                        throw new IllegalStateException("first attempt");
                                    }
                                    operation.seen("task");
                                })
                                .thenRun(() -> operation.seen("result")));
    }

    private static FailsafeExecutor<Object> executor() {
        return Failsafe.with(
                RetryPolicy.builder().withDelay(Duration.ofMillis(10)).build());
    }
}
