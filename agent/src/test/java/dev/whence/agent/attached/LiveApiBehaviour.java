package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Whence;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the program itself can ask about what is in flight. */
class LiveApiBehaviour {
    @DisplayName("a dump shows what waits, in which operation, and where it was made")
    @Test
    void dump() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        CompletableFuture<String> receipt;
        try (var ignored = Correlation.of("order-7781").open()) {
            receipt = reply.thenApply(paid -> "receipt");
        }
        for (int i = 0; i < 2; i++) {
            assertThat(Whence.dump())
                    .startsWith("{\"format\":1,")
                    .endsWith("}")
                    .contains("\"order-7781\"", "\"thenApply\"", "LiveApiBehaviour.dump");
        }
        reply.complete("paid");
        assertThat(receipt).isCompletedWithValue("receipt");
        assertThat(Whence.dump()).doesNotContain("order-7781");
    }
}
