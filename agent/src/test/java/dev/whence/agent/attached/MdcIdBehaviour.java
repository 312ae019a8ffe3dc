package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.MdcIdNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** An id that a program puts into its own MDC is the correlation, if the agent was told its key. */
@MdcIdNeeded
class MdcIdBehaviour {
    private static final String KEY = "requestId";

    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen(Vocabulary::correlationId);

    @DisplayName("a consumer sees each message in its own, and none afterwards")
    @Test
    void loop() {
        elsewhere("", () -> pools.single().submit(() -> {
            for (String message : List.of("m-1", "m-2", "not valid", "m-3")) {
                MDC.put(KEY, message);
                seen.here();
            }
            MDC.remove(KEY);
            seen.here();
        }));
        assertThat(seen.next(5)).containsExactly("m-1", "m-2", "m-2", "m-3", "");
    }

    @DisplayName("removing it, clearing, and another map give back what was before")
    @Test
    void givenBack() {
        Runnable task = () -> {
            MDC.put(KEY, "m-1");
            seen.here();
            MDC.clear();
            seen.here();
            MDC.setContextMap(Map.of(KEY, "m-2"));
            seen.here();
            MDC.setContextMap(Map.of("other", "m-3"));
            seen.here();
        };
        in("A", () -> pools.single().execute(task));
        assertThat(seen.next(4)).containsExactly("m-1", "A", "m-2", "A");
    }

    @DisplayName("it travels with the work, and is the task's alone")
    @Test
    void travels() {
        elsewhere("", () -> pools.single()
                .submit(() -> {
                    MDC.put(KEY, "m-1");
                    pools.single()
                            .submit(() -> {
                                seen.here();
                                MDC.put(KEY, "m-2");
                                seen.here();
                            })
                            .get();
                    return seen.here();
                })
                .get());
        assertThat(seen.next(3)).containsExactly("m-1", "m-2", "m-1");
    }

    @NoAgentNeeded
    @DisplayName("a correlation that was opened wins")
    @Test
    void opened() {
        in("A", () -> {
            MDC.put(KEY, "m-1");
            seen.here();
            MDC.remove(KEY);
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("A", "A");
        assertThat(id()).isEmpty();
    }
}
