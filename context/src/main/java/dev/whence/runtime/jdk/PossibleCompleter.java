package dev.whence.runtime.jdk;

import dev.whence.runtime.Frontier;
import dev.whence.runtime.State;
import org.jspecify.annotations.Nullable;

/**
 * A thread that may be about to complete a future, with the frontier that would precede the completion. Objects of this
 * class form an immutable chain, the latest first.
 */
class PossibleCompleter {
    /** The state of the thread. Null if the frontier is a part of what any relay to the future brings. */
    private final @Nullable State owner;

    final @Nullable Frontier frontier;
    final @Nullable PossibleCompleter next;

    PossibleCompleter(@Nullable State owner, @Nullable Frontier frontier, @Nullable PossibleCompleter next) {
        this.owner = owner;
        this.frontier = frontier;
        this.next = next;
    }

    /** Returns the latest object of a thread, or null. */
    @Nullable PossibleCompleter of(State state) {
        return find(state);
    }

    /** Returns the latest part that relays add to, or null. */
    @Nullable PossibleCompleter part() {
        return find(null);
    }

    private @Nullable PossibleCompleter find(@Nullable State wanted) {
        PossibleCompleter candidate = this;
        while (candidate != null && candidate.owner != wanted) {
            candidate = candidate.next;
        }
        return candidate;
    }

    /** Returns the latest object of the only thread in the chain. Null if there is no thread, or more than one. */
    @Nullable PossibleCompleter only() {
        PossibleCompleter only = null;
        for (PossibleCompleter candidate = this; candidate != null; candidate = candidate.next) {
            if (candidate.owner != null) {
                if (only == null) {
                    only = candidate;
                } else if (only.owner != candidate.owner) {
                    return null;
                }
            }
        }
        return only;
    }

    /** Returns a chain of the objects of other threads. */
    @Nullable PossibleCompleter without(State state) {
        PossibleCompleter rest = next == null ? null : next.without(state);
        return owner == null || owner == state ? rest : new PossibleCompleter(owner, frontier, rest);
    }
}
