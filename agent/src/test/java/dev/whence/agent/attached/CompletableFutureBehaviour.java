package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A continuation runs in the correlation of whoever registered it. */
class CompletableFutureBehaviour {
    private static final String ALL = "dev.whence.agent.attached.Continuation#all";

    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @ParameterizedTest
    @MethodSource(ALL)
    void runsInTheRegistrarsWhenSomebodyElseCompletes(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        Executor pool = pools.single();
        in("A", () -> continuation.register(sources, pool, seen::here));
        elsewhere("B", () -> continuation.trigger(sources));
        assertThat(seen.next()).isEqualTo("A");
    }
}
