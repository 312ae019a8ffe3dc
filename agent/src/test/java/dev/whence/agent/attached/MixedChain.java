package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;

import dev.whence.context.LogicalStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A random chain of hops of all kinds, each made by the task that the one before has led to, with a failure at its end. It
 * knows the stack that must lead there.
 *
 * <p>Each level has a method of its own, so that a frame tells which one it is of.
 */
final class MixedChain {
    private static final int DEEPEST = 12;

    /** How long an exception may take from its task to whoever catches it. Without the agent nothing more is to come. */
    private static final long PATIENCE_NANOS =
            LogicalStack.class.getClassLoader() == null ? TimeUnit.SECONDS.toNanos(SECONDS) : 0;

    private static final Pattern SHOWN =
            Pattern.compile("(?:attached\\.MixedChain\\.(?=level\\d|leaf|submittedLeaf)|whence\\.Async\\.)(\\w+)\\(");

    /** What becomes of the failure in the last task. */
    enum Ending {
        THROWN,
        WRAPPED,
        SUPPRESSED,
        OF_A_FUTURE,
        OF_A_POOL,
        COPIED
    }

    private final Pools pools;
    private final List<MixedLink> links;
    private final Ending ending;
    private final Gate ended = new Gate();

    /** What was made in the end, and the stack of each. */
    private final Map<Throwable, List<String>> made = new LinkedHashMap<>();

    MixedChain(List<MixedLink> links, Ending ending, Pools pools) {
        this.links = links;
        this.ending = ending;
        this.pools = pools;
    }

    /** One of any kinds and any length. */
    static MixedChain random(long seed, List<MixedLink> all, Pools pools) {
        Random random = new Random(seed);
        List<MixedLink> links = new ArrayList<>();
        for (int left = 1 + random.nextInt(DEEPEST); left > 0; left--) {
            links.add(all.get(random.nextInt(all.size())));
        }
        return new MixedChain(links, Ending.values()[random.nextInt(Ending.values().length)], pools);
    }

    /** Runs it to its end: what was made there, and the levels and boundaries in the stack of each. */
    Map<Throwable, List<String>> run() {
        try {
            level0();
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The failure itself, if the last level is a part of the first one.
        }
        ended.pass();
        return made;
    }

    private void level(int level) {
        if (level == links.size()) {
            end(level);
            return;
        }
        try {
            links.get(level).starter().start(pools, () -> next(level + 1));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(toString(), e);
        }
    }

    private void end(int level) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
        List<String> here = stack(level);
        RuntimeException failure = failure(here);
        made.put(failure, here);
        ended.open();
        throw failure;
    }

    /** The stack of the code of a level. */
    private List<String> stack(int level) {
        List<String> stack = new ArrayList<>(List.of("level" + level));
        for (int i = level - 1; i >= 0; i--) {
            stack.addAll(links.get(i).boundaries());
            stack.add("level" + i);
        }
        return stack;
    }

    private RuntimeException failure(List<String> here) {
        return switch (ending) {
            case THROWN -> new IllegalStateException("thrown");
            case WRAPPED -> new IllegalArgumentException("wrapper", noted(new IllegalStateException("cause"), here));
            case SUPPRESSED -> {
                RuntimeException failure = new IllegalArgumentException("with another");
                failure.addSuppressed(noted(new IllegalStateException("suppressed"), here));
                yield failure;
            }
            case OF_A_FUTURE -> {
                CompletableFuture<String> future = CompletableFuture.supplyAsync(() -> leaf(here), pools.single());
                Throwable wrapped = noted(MixedLink.failureOf(future.thenApply(value -> value)), here);
                yield new IllegalArgumentException("of a future", wrapped);
            }
            case OF_A_POOL -> {
                Throwable wrapped = noted(MixedLink.failureOf(pools.single().submit(() -> submittedLeaf(here))), here);
                yield new IllegalArgumentException("of a pool", wrapped);
            }
            case COPIED -> {
                ForkJoinTask<String> task = pools.forkJoin().submit(() -> submittedLeaf(here));
                try {
                    task.join();
                    throw new AssertionError("It has not failed");
                } catch (IllegalStateException copy) {
                    yield new IllegalArgumentException("copied", noted(copy, here));
                }
            }
        };
    }

    private <T extends Throwable> T noted(T thrown, List<String> stack) {
        made.put(thrown, stack);
        return thrown;
    }

    private String leaf(List<String> caller) {
        throw noted(new IllegalStateException("leaf"), with(caller, "leaf", "supplyAsync"));
    }

    private String submittedLeaf(List<String> caller) {
        throw noted(new IllegalStateException("leaf"), with(caller, "submittedLeaf", "submit"));
    }

    private static List<String> with(List<String> caller, String... first) {
        return Stream.concat(Stream.of(first), caller.stream()).toList();
    }

    /** What is shown of an exception once it has left its task. */
    static List<String> shown(Throwable thrown, List<String> expected) {
        long begin = System.nanoTime();
        List<String> shown = stack(thrown, expected);
        while (!shown.equals(expected) && System.nanoTime() - begin < PATIENCE_NANOS) {
            Thread.onSpinWait();
            shown = stack(thrown, expected);
        }
        return shown;
    }

    private static List<String> stack(Throwable thrown, List<String> expected) {
        return stack(Arrays.stream(thrown.getStackTrace()).map(StackTraceElement::toString), expected);
    }

    /**
     * What a stack trace has of levels and boundaries, up to the first level. Where it says that it leaves out frames of a
     * site, as of a very deep one, those are taken from what was expected.
     */
    static List<String> stack(Stream<String> frames, List<String> expected) {
        List<String> stack = new ArrayList<>();
        for (String frame : (Iterable<String>) frames::iterator) {
            Matcher shown = SHOWN.matcher(frame);
            if (!shown.find()) {
                continue;
            }
            if (shown.group(1).equals("more")) {
                addLevels(stack, expected);
            } else {
                stack.add(shown.group(1));
            }
            if (stack.size() == expected.size() || shown.group(1).equals("level0")) {
                break;
            }
        }
        return stack;
    }

    private static void addLevels(List<String> stack, List<String> expected) {
        while (stack.size() < expected.size() && expected.get(stack.size()).startsWith("level")) {
            stack.add(expected.get(stack.size()));
        }
    }

    @Override
    public String toString() {
        return links + ", " + ending;
    }

    private void next(int level) {
        switch (level) {
            case 1 -> level1();
            case 2 -> level2();
            case 3 -> level3();
            case 4 -> level4();
            case 5 -> level5();
            case 6 -> level6();
            case 7 -> level7();
            case 8 -> level8();
            case 9 -> level9();
            case 10 -> level10();
            case 11 -> level11();
            default -> level12();
        }
    }

    private void level0() {
        level(0);
    }

    private void level1() {
        level(1);
    }

    private void level2() {
        level(2);
    }

    private void level3() {
        level(3);
    }

    private void level4() {
        level(4);
    }

    private void level5() {
        level(5);
    }

    private void level6() {
        level(6);
    }

    private void level7() {
        level(7);
    }

    private void level8() {
        level(8);
    }

    private void level9() {
        level(9);
    }

    private void level10() {
        level(10);
    }

    private void level11() {
        level(11);
    }

    private void level12() {
        level(12);
    }
}
