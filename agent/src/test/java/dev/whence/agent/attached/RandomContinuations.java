package dev.whence.agent.attached;

import dev.whence.agent.attached.RandomProgram.Stage;
import java.util.concurrent.CompletableFuture;

/** The continuations that a task of a {@link RandomProgram} registers. */
final class RandomContinuations {
    private final RandomStrand strand;
    private final ProgramThreads threads;

    RandomContinuations(RandomStrand strand) {
        this.strand = strand;
        this.threads = strand.program.threads;
    }

    void register(int hop) {
        Stage source = strand.aFuture();
        switch (hop) {
            case 0 -> {
                RandomTask body = new RandomTask(strand, "thenApply", false, true);
                register(source.future().thenApply(x -> body.run(source.end())), body, source);
            }
            case 1 -> {
                RandomTask body = new RandomTask(strand, "thenApplyAsync", true, true);
                register(source.future().thenApplyAsync(x -> body.run(source.end()), threads.cached()), body, source);
            }
            case 2 -> {
                RandomTask body = new RandomTask(strand, "handle", false, true);
                register(source.future().handle((x, e) -> body.run(source.end())), body, source);
            }
            case 3 -> {
                RandomTask body = new RandomTask(strand, "whenCompleteAsync", true, true);
                register(
                        source.future().whenCompleteAsync((x, e) -> body.run(source.end()), threads.cached()),
                        body,
                        source);
            }
            case 4 -> {
                RandomTask body = new RandomTask(strand, "exceptionally", false, false);
                register(source.future().exceptionally(e -> body.run(source.end())), body, source);
            }
            case 5 -> {
                RandomTask body = new RandomTask(strand, "thenCompose", false, true);
                register(source.future().thenCompose(x -> body.compose(source.end())), body, source);
            }
            case 6 -> {
                RandomTask body = new RandomTask(strand, "thenComposeAsync", false, true);
                register(
                        source.future().thenComposeAsync(x -> body.compose(source.end()), threads.fixed()),
                        body,
                        source);
            }
            case 7 -> {
                Stage second = strand.aFuture();
                RandomTask body = new RandomTask(strand, "thenCombine", false, true);
                register(
                        source.future().thenCombine(second.future(), (x, y) -> body.run(source.end(), second.end())),
                        body,
                        source,
                        second);
            }
            case 8 -> {
                Stage second = strand.aFuture();
                Stage third = strand.aFuture();
                RandomTask body = new RandomTask(strand, "allOf", false, true);
                register(
                        CompletableFuture.allOf(source.future(), second.future(), third.future())
                                .thenApply(x -> body.run(source.end(), second.end(), third.end())),
                        body,
                        source,
                        second,
                        third);
            }
            case 9 -> {
                Stage one = strand.anElecting();
                Stage other = strand.anElecting();
                RandomTask body = new RandomTask(strand, "anyOf", false, false);
                strand.add(
                        CompletableFuture.anyOf(one.future(), other.future())
                                .thenApplyAsync(winner -> body.run((Moment) winner), threads.fixed()),
                        body);
                strand.seen(one);
                strand.seen(other);
            }
            default -> {
                Stage one = strand.anElecting();
                Stage other = strand.anElecting();
                RandomTask body = new RandomTask(strand, "applyToEither", false, false);
                strand.add(one.future().applyToEither(other.future(), body::run), body);
                strand.ran(body);
                strand.seen(one);
                strand.seen(other);
            }
        }
    }

    /** A future that is complete only after the sources are, whether or not the body runs. */
    private void register(CompletableFuture<Moment> future, RandomTask body, Stage... sources) {
        for (Stage source : sources) {
            body.end.after(source.end());
            strand.seen(source);
        }
        strand.ran(body);
        Stage stage = Stage.of(future, body.end, false);
        strand.seen(stage);
        strand.add(stage);
    }
}
