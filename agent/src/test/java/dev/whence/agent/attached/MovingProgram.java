package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import dev.whence.context.Whence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that looks at what is in flight again and again, while two threads complete it and make more. Some futures
 * stay as they are, so each look must find all of them.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class MovingProgram {
    private static final int ROOTS = 10_000;
    private static final int UNMOVED = 3_000;
    private static final Pattern COUNTS =
            Pattern.compile("\"threads\":(\\d+),\"pendingFutures\":(\\d+),\"queuedWork\":(\\d+)");

    private final List<CompletableFuture<Integer>> roots = new ArrayList<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(2, body -> daemon(body));

    /** Looks until so many threads, futures and pieces of work were seen as the first argument says. */
    public static void main(String[] args) {
        new MovingProgram().look(Long.parseLong(args[0]));
    }

    private MovingProgram() {
        for (int i = 0; i < ROOTS; i++) {
            roots.add(new CompletableFuture<>());
        }
    }

    private void look(long wanted) {
        CompletableFuture<String> unmoved = new CompletableFuture<>();
        for (int i = 0; i < UNMOVED; i++) {
            Correlation.of("unmoved-" + i).run(() -> unmoved.thenApply(value -> value));
        }
        daemon(this::move).start();
        daemon(this::move).start();
        long seen = 0;
        int looks = 0;
        while (seen < wanted) {
            seen += check(Whence.dump());
            looks++;
        }
        System.out.println(looks + " looks have seen " + seen);
        unmoved.complete("done");
    }

    private static long check(String dump) {
        Matcher counts = COUNTS.matcher(dump);
        if (!dump.startsWith("{\"format\":1,") || !counts.find() || !dump.contains("{\"count\":" + UNMOVED + ",")) {
            throw new IllegalStateException(dump.substring(0, Math.min(10_000, dump.length())));
        }
        return Long.parseLong(counts.group(1)) + Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3));
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    }

    /** Completes one root after the other, and puts another with some dependents in its place. */
    private void move() {
        while (true) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            CompletableFuture<Integer> root = new CompletableFuture<>();
            depend(root, any(random), random.nextInt(8));
            CompletableFuture<Integer> before;
            synchronized (roots) {
                before = roots.set(random.nextInt(ROOTS), root);
            }
            if (random.nextBoolean()) {
                before.complete(1);
            } else {
                before.completeExceptionally(new IllegalStateException("moved"));
            }
        }
    }

    private CompletableFuture<Integer> any(ThreadLocalRandom random) {
        synchronized (roots) {
            return roots.get(random.nextInt(ROOTS));
        }
    }

    private void depend(CompletableFuture<Integer> root, CompletableFuture<Integer> other, int kind) {
        switch (kind) {
            case 0 -> root.thenApply(value -> value + 1).thenAccept(value -> {});
            case 1 -> root.thenCombine(other, Integer::sum);
            case 2 -> root.thenCompose(value -> other).thenRun(() -> {});
            case 3 -> root.applyToEither(other, value -> value);
            case 4 -> root.thenApplyAsync(value -> value, pool).handle((value, failure) -> 0);
            case 5 -> CompletableFuture.allOf(root, other, new CompletableFuture<Integer>());
            case 6 -> CompletableFuture.anyOf(root, other).thenRun(() -> {});
            default -> CompletableFuture.runAsync(() -> root.complete(2), pool);
        }
    }
}
