package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However hops are nested and mixed, a stack trace shows each of them, and nothing else. */
@FullStacksNeeded
class MixedHopBehaviour {
    private static final int PROGRAMS = Integer.getInteger("whence.programs", 150);
    private static final int SEED = Integer.getInteger("whence.seed", 0);

    static List<MixedLink> links() {
        return MixedLink.all();
    }

    @DisplayName("a hop of each kind, once and twice, with each kind of failure")
    @ParameterizedTest
    @MethodSource("links")
    void alone(MixedLink link) throws Exception {
        for (MixedChain.Ending ending : MixedChain.Ending.values()) {
            check("once", pools -> new MixedChain(List.of(link), ending, pools));
            check("twice", pools -> new MixedChain(List.of(link, link), ending, pools));
        }
    }

    @DisplayName("a parallel stream whose elements other threads take, between other hops")
    @ParameterizedTest
    @EnumSource(MixedChain.Ending.class)
    void stream(MixedChain.Ending ending) throws Exception {
        MixedLink stream = MixedLink.ofStream();
        MixedLink other = MixedLink.all().get(0);
        check("stream", pools -> new MixedChain(List.of(other, stream, other, stream), ending, pools));
    }

    @DisplayName("random chains, read and printed")
    @Test
    void mixed() throws Exception {
        for (int i = 0; i < PROGRAMS; i++) {
            int seed = SEED + i;
            check("seed " + seed, pools -> MixedChain.random(seed, MixedLink.all(), pools));
        }
    }

    static void check(String name, Function<Pools, MixedChain> maker) throws Exception {
        try (Pools pools = new Pools()) {
            MixedChain chain = maker.apply(pools);
            Map<Throwable, List<String>> made = chain.run();
            made.forEach((thrown, stack) -> assertThat(MixedChain.shown(thrown, stack))
                    .as(() -> name + ": " + chain + ", " + thrown + "\n" + text(thrown))
                    .isEqualTo(stack));
            Throwable last = new ArrayList<>(made.keySet()).get(made.size() - 1);
            for (Printer printer : Printer.values()) {
                String printed = printer.print(last);
                for (PrintedTrace.Part part : new PrintedTrace(printed).parts) {
                    List<String> stack = stackOf(part.head(), made);
                    assertThat(MixedChain.stack(part.frames().stream(), stack))
                            .as(() -> name + ": " + chain + ", " + printer + ":\n" + printed)
                            .isEqualTo(stack);
                }
            }
        }
    }

    private static List<String> stackOf(String head, Map<Throwable, List<String>> made) {
        return made.entrySet().stream()
                .filter(one -> one.getKey().toString().equals(head))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String text(Throwable thrown) {
        return String.join(
                "\n",
                Arrays.stream(thrown.getStackTrace())
                        .map(StackTraceElement::toString)
                        .toList());
    }
}
