package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.condition.JRE.JAVA_21;

import dev.whence.agent.attached.harness.PreviewNeeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Subtasks of scopes, nested in each other and mixed with all other hops. */
@PreviewNeeded
@EnabledForJreRange(min = JAVA_21)
class MixedScopeBehaviour {
    private static final int PROGRAMS = Integer.getInteger("whence.programs", 100);
    private static final int SEED = Integer.getInteger("whence.seed", 0);
    private static final int DEEPEST = 12;

    private final Seen seen = new Seen();

    static List<MixedLink> scopes() {
        return List.of(MixedLink.ofScope(), MixedLink.ofSecondSubtask());
    }

    @DisplayName("a stack trace leads from a subtask to its fork, through scopes within scopes")
    @ParameterizedTest
    @EnumSource(MixedChain.Ending.class)
    void nested(MixedChain.Ending ending) throws Exception {
        for (MixedLink scope : scopes()) {
            for (int depth = 1; depth <= 3; depth++) {
                List<MixedLink> links = Collections.nCopies(depth, scope);
                MixedHopBehaviour.check(scope + " " + depth, pools -> new MixedChain(links, ending, pools));
            }
        }
    }

    static List<MixedLink> others() {
        return MixedLink.all();
    }

    @DisplayName("a scope within each other hop, and each other hop within a scope")
    @ParameterizedTest
    @MethodSource("others")
    void besideEach(MixedLink other) throws Exception {
        MixedLink scope = MixedLink.ofScope();
        List<MixedLink> links = List.of(scope, other, scope);
        MixedHopBehaviour.check(other.toString(), pools -> new MixedChain(links, MixedChain.Ending.THROWN, pools));
    }

    @DisplayName("random chains of scopes and other hops, read and printed")
    @Test
    void mixed() throws Exception {
        List<MixedLink> all = new ArrayList<>(MixedLink.all());
        for (int i = all.size() / 2; i > 0; i--) {
            all.addAll(scopes());
        }
        for (int i = 0; i < PROGRAMS; i++) {
            int seed = SEED + i;
            MixedHopBehaviour.check("seed " + seed, pools -> MixedChain.random(seed, all, pools));
        }
    }

    @DisplayName(
            "each subtask of random trees of scopes sees the correlation of its fork, also after others have failed")
    @RepeatedTest(20)
    void correlations(RepetitionInfo repetition) {
        Random random = new Random(SEED + repetition.getCurrentRepetition());
        elsewhere("A", () -> fork(random, DEEPEST / 3));
        assertThat(seen.soFar()).isNotEmpty().allMatch(line -> line.matches("(\\S+) \\1"));
    }

    /** Forks some subtasks, each under a name of its own, of which some fail, and asks them what they see. */
    private void fork(Random random, int depth) {
        String own = id();
        try (Jdk21.Scope scope = new Jdk21.Scope()) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                long seed = random.nextLong();
                String name = own + i;
                in(name, () -> scope.fork(() -> subtask(name, new Random(seed), depth)));
            }
            // It fails if a subtask has.
            Throwable unused = catchThrowable(scope::join);
            seen.note(own + " " + id());
        }
    }

    private Object subtask(String name, Random random, int depth) {
        seen.note(name + " " + id());
        if (depth > 0) {
            fork(random, depth - 1);
        }
        seen.note(name + " " + id());
        if (random.nextInt(4) == 0) {
            throw new IllegalStateException(name);
        }
        return name;
    }
}
