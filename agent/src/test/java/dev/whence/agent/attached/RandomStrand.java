package dev.whence.agent.attached;

import dev.whence.agent.attached.RandomProgram.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A running task of a {@link RandomProgram}. */
final class RandomStrand {
    private static final int MAX_DEPTH = 4;

    final RandomProgram program;
    final Random random;
    final List<Stage> known;
    final int depth;

    /** The latest moment of this task. */
    Moment now;

    private final boolean mayWait;
    private final RandomStarts starts;
    private final RandomContinuations continuations;

    RandomStrand(RandomProgram program, Moment start, Random random, List<Stage> known, boolean mayWait, int depth) {
        this.program = program;
        this.now = start;
        this.random = random;
        this.known = new ArrayList<>(known);
        this.mayWait = mayWait;
        this.depth = depth;
        this.starts = new RandomStarts(this);
        this.continuations = new RandomContinuations(this);
    }

    void go() {
        boolean silent = random.nextInt(4) == 0;
        for (int steps = 1 + random.nextInt(5); steps > 0; steps--) {
            if (!silent) {
                log();
            }
            if (depth < MAX_DEPTH) {
                step();
            }
        }
    }

    void log() {
        now = program.event(now);
        program.log.write(now.number());
    }

    private void step() {
        int choice = random.nextInt(10 + program.messages.kinds());
        if (choice >= 10) {
            program.messages.pass(this, choice - 10);
        } else if (choice < 4 || known.isEmpty()) {
            starts.start(known.isEmpty() ? random.nextInt(3) : random.nextInt(21));
        } else if (choice < 8) {
            continuations.register(random.nextInt(11));
        } else if (mayWait) {
            join(known.get(random.nextInt(known.size())));
        }
    }

    /** Waits; what is waited for precedes all that follows. */
    private void join(Stage stage) {
        try {
            stage.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        learn("join", stage.end());
    }

    /** Something that happened before all that follows, as the log must know. */
    void learn(String how, Moment earlier) {
        now = Moment.silent(how).after(now).after(earlier);
    }

    /** A continuation of a complete future runs at once, as a part of the task that registers it. */
    void ran(RandomTask task) {
        if (task.runner == Thread.currentThread()) {
            now = Moment.silent("ran at once").after(now).afterUntracked(task.run.now);
        }
    }

    /** Who registers a continuation may find out that its source is complete, or even the continuation. */
    void seen(Stage source) {
        if (source.future().isDone()) {
            now = Moment.silent("isDone").after(now).afterUntracked(source.end());
        }
    }

    void add(CompletableFuture<Moment> future, RandomTask task) {
        add(Stage.of(future, task.end, !task.fails));
    }

    void add(Stage stage) {
        known.add(stage);
        program.add(stage);
    }

    Stage aFuture() {
        return oneOf(known.stream().filter(stage -> stage.future() != null).toList());
    }

    Stage anElecting() {
        return oneOf(known.stream().filter(Stage::elects).toList());
    }

    private Stage oneOf(List<Stage> stages) {
        if (!stages.isEmpty()) {
            return stages.get(random.nextInt(stages.size()));
        }
        starts.completed();
        return known.get(known.size() - 1);
    }
}
