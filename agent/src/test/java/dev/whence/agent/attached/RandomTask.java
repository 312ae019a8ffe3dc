package dev.whence.agent.attached;

import dev.whence.agent.attached.RandomProgram.Failure;
import dev.whence.agent.attached.RandomProgram.Stage;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** What a task of a {@link RandomProgram} is to do. */
final class RandomTask {
    /** The hop to this task. */
    final Moment fork;

    final Moment end;
    final boolean fails;

    /** Its run; null until it has run. */
    RandomStrand run;

    /** Who ran it; null until it has run. */
    Thread runner;

    private final RandomStrand parent;
    private final Random random;
    private final List<Stage> known;
    private final boolean mayWait;

    RandomTask(RandomStrand parent, String hop, boolean mayWait, boolean mayFail) {
        this.parent = parent;
        this.fork = Moment.silent(hop).after(parent.now);
        this.random = new Random(parent.random.nextLong());
        this.known = List.copyOf(parent.known);
        this.mayWait = mayWait;
        this.fails = mayFail && random.nextInt(6) == 0;
        this.end = Moment.silent("end of " + hop + (fails ? " by failure" : ""));
    }

    /** Runs after the fork, and after what completed the sources. */
    Moment run(Moment... sources) {
        return end(strand(sources));
    }

    /** A task that yields another stage, and may go on after that one was made. */
    CompletableFuture<Moment> compose(Moment source) {
        RandomStrand strand = strand(source);
        Stage inner = strand.anElecting();
        if (random.nextBoolean()) {
            strand.log();
        }
        end(strand);
        end.after(inner.end());
        return inner.future();
    }

    RandomStrand strand(Moment... sources) {
        Moment start = Moment.silent("start").after(fork);
        for (Moment source : sources) {
            start.after(source);
        }
        RandomStrand strand = new RandomStrand(parent.program, start, random, known, mayWait, parent.depth + 1);
        strand.go();
        run = strand;
        runner = Thread.currentThread();
        return strand;
    }

    Moment end(RandomStrand strand) {
        end.after(strand.now);
        if (fails) {
            throw new Failure();
        }
        return end;
    }

    /** Runs, and completes a future. */
    void complete(CompletableFuture<Moment> promise, Moment... sources) {
        try {
            promise.complete(run(sources));
        } catch (Failure e) {
            promise.completeExceptionally(e);
        }
    }

    /** Runs where another task resumes a hand-off. What that one did before is not tracked. */
    void resumedElsewhere(Handoff handoff) {
        RandomTask resumer = new RandomTask(parent, "resumer", false, false);
        CompletableFuture<Moment> promise = new CompletableFuture<>();
        parent.program.threads.fixed().execute(() -> {
            Moment before = resumer.run();
            try (Scope ignored = handoff.resume()) {
                fork.afterUntracked(before);
                complete(promise);
            }
        });
        parent.add(promise, this);
    }
}
