package dev.whence.testing;

import dev.whence.log.graph.Ordering.Answer;
import dev.whence.log.graph.Ordering.Order;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asserted of a run. Each method returns what is wrong, if something is. */
final class Verdict {
    private final Run run;
    private final Explanation explanation;

    Verdict(Timeline timeline) {
        this.run = timeline.run();
        this.explanation = new Explanation(run);
    }

    Optional<String> ordered(String first, String second) {
        return missing(first, second).or(() -> {
            for (int effect : run.named(second)) {
                for (int cause : run.named(first)) {
                    Answer answer = answer(cause, effect);
                    if (answer.order() != Order.BEFORE) {
                        return Optional.of(explanation.notOrdered(cause, effect, answer));
                    }
                }
            }
            return Optional.empty();
        });
    }

    Optional<String> unordered(String one, String other) {
        return missing(one, other).or(() -> {
            for (int event : run.named(one)) {
                for (int second : run.named(other)) {
                    Answer answer = answer(event, second);
                    if (answer.order() != Order.UNORDERED) {
                        return Optional.of(explanation.notUnordered(event, second, answer));
                    }
                }
            }
            return Optional.empty();
        });
    }

    Optional<String> eachOrdered(String first, String second) {
        return missing(first, second).or(() -> {
            List<Integer> causes = run.named(first);
            List<Integer> effects = run.named(second);
            int alone = new Pairs(causes, effects).firstAlone();
            return alone < 0
                    ? Optional.empty()
                    : Optional.of(explanation.noneOfItsOwn(first, effects.get(alone), causes.size()));
        });
    }

    Optional<String> noneAfter(String last, String other) {
        return missing(last).or(() -> {
            for (int end : run.named(last)) {
                for (int event : run.named(other)) {
                    Answer answer = answer(event, end);
                    if (answer.order() != Order.BEFORE) {
                        return Optional.of(explanation.notOrdered(event, end, answer));
                    }
                }
            }
            return Optional.empty();
        });
    }

    private Optional<String> missing(String... names) {
        if (run.isOverfull) {
            return Optional.of("more has happened in this test than the " + Recorder.MOST
                    + " events that a timeline keeps, so their order is not known");
        }
        return Arrays.stream(names)
                .filter(name -> run.named(name).isEmpty())
                .findFirst()
                .map(explanation::missing);
    }

    private Answer answer(int one, int other) {
        return one == other ? new Answer(Order.UNORDERED, List.of(), -1) : run.compare(one, other);
    }

    /**
     * Pairs of causes and effects, in which each is at most once. There are as many as possible (a maximum matching, found
     * by augmenting paths: Kuhn, 1955).
     */
    private final class Pairs {
        private final List<Integer> causes;
        private final List<Integer> effects;

        /** For each cause, the index of the effect that it is paired with, or null. */
        private final @Nullable Integer[] effectOf;

        Pairs(List<Integer> causes, List<Integer> effects) {
            this.causes = causes;
            this.effects = effects;
            this.effectOf = new Integer[causes.size()];
        }

        /** Returns the index of an effect that is in no pair, or -1. */
        int firstAlone() {
            for (int effect = 0; effect < effects.size(); effect++) {
                if (!finds(effect, new boolean[causes.size()])) {
                    return effect;
                }
            }
            return -1;
        }

        private boolean finds(int effect, boolean[] tried) {
            for (int cause = 0; cause < tried.length; cause++) {
                if (!tried[cause] && isBefore(cause, effect)) {
                    tried[cause] = true;
                    Integer other = effectOf[cause];
                    if (other == null || finds(other, tried)) {
                        effectOf[cause] = effect;
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isBefore(int cause, int effect) {
            return answer(causes.get(cause), effects.get(effect)).order() == Order.BEFORE;
        }
    }
}
