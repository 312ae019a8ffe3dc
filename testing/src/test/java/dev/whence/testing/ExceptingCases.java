package dev.whence.testing;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests for which some findings do not count. {@link NoFindingsIT} runs them. */
class ExceptingCases {
    @Test
    @NoFindings(except = "unobserved-failure")
    void lostFailure() {
        Work.awaitEnd(CompletableFuture.runAsync(Work::fail, Work.POOL));
    }

    @Test
    @NoFindings(except = "unobserved")
    void misspelt() {
        Work.awaitEnd(CompletableFuture.runAsync(() -> {}, Work.POOL));
    }
}
