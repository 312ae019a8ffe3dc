package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes random exceptions, of this task and of others, and prints each, with a printer that is named. What would be printed
 * without the agent is found out with a serialised copy, which has the frames of its thread only. The output is how many of
 * the exceptions were printed with more.
 */
final class PrintingProgram {
    static final int ROUNDS = 60;

    private final List<RuntimeException> known = new ArrayList<>();
    private final Printer printer;
    private final Random random;

    private PrintingProgram(Printer printer, int seed) {
        this.printer = printer;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        Printer printer = Printer.valueOf(args[0]);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            int stitched = 0;
            for (int round = 0; round < ROUNDS; round++) {
                stitched += new PrintingProgram(printer, round).run(pool);
            }
            System.out.println(stitched);
        } finally {
            pool.shutdown();
        }
    }

    private int run(ExecutorService pool) throws Exception {
        int stitched = 0;
        for (int i = 0; i < 3; i++) {
            stitched += pool.submit(this::inTask).get();
        }
        for (RuntimeException each : known) {
            stitched += compare(each);
        }
        return stitched;
    }

    private int inTask() throws Exception {
        RuntimeException made = make(1 + random.nextInt(3));
        known.add(made);
        if (random.nextBoolean()) {
            CompletableFuture<Void> unused = CompletableFuture.failedFuture(made);
        }
        return compare(made);
    }

    private RuntimeException make(int depth) {
        return random.nextBoolean() ? makeOne(depth) : makeOther(depth);
    }

    private RuntimeException makeOther(int depth) {
        return depth == 0 ? makeOne(0) : make(depth - 1);
    }

    private RuntimeException makeOne(int depth) {
        IllegalStateException made = new IllegalStateException("depth " + depth);
        if (random.nextBoolean()) {
            made.initCause(depth > 0 ? make(depth - 1) : another());
        }
        while (random.nextInt(3) == 0) {
            made.addSuppressed(depth > 0 ? make(depth - 1) : another());
        }
        return made;
    }

    /** One that is known from another task, which may come back to this one. */
    private RuntimeException another() {
        return known.isEmpty() ? new IllegalArgumentException("new") : known.get(random.nextInt(known.size()));
    }

    /** 1 if anything came in addition, otherwise 0. */
    private int compare(Throwable thrown) throws Exception {
        List<PrintedTrace.Part> with = new PrintedTrace(printer.print(thrown)).parts;
        List<PrintedTrace.Part> without =
                new PrintedTrace(printer.print((Throwable) InvisibilityBehaviour.copy(thrown))).parts;
        assertThat(with).isNotEmpty();
        assertThat(with).extracting(PrintedTrace.Part::head).isEqualTo(heads(without));
        boolean isMore = false;
        for (int i = 0; i < with.size(); i++) {
            assertThat(with.get(i).frames()).containsSubsequence(without.get(i).frames());
            isMore |= with.get(i).frames().size() > without.get(i).frames().size();
        }
        return isMore ? 1 : 0;
    }

    private static List<String> heads(List<PrintedTrace.Part> parts) {
        return parts.stream().map(PrintedTrace.Part::head).toList();
    }
}
