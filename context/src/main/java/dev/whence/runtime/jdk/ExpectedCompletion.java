package dev.whence.runtime.jdk;

import org.jspecify.annotations.Nullable;

/**
 * Stands among the possible completers of a future for the {@link Expectation} that one of them completes it. It repeats
 * the last part that relays add to, so it changes nothing for them.
 */
final class ExpectedCompletion extends PossibleCompleter {
    final Expectation expectation;

    ExpectedCompletion(Expectation expectation, @Nullable PossibleCompleter part, @Nullable PossibleCompleter next) {
        super(null, part == null ? null : part.frontier, next);
        this.expectation = expectation;
    }
}
