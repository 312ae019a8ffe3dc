package dev.whence.catalogue;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All runs that the test and the page need: three at a time, since they wait most of the time. */
final class Runs implements AutoCloseable {
    /** The JDK whose output is on the page. */
    static final int OF_PAGE = 25;

    private static final int VIRTUAL_THREADS = 21;

    private final ExecutorService three = Executors.newFixedThreadPool(3);
    private final Map<List<?>, Future<String>> with = new LinkedHashMap<>();
    private final Map<Entry, Future<String>> without = new LinkedHashMap<>();
    private final Map<Entry, Future<String>> mended = new LinkedHashMap<>();

    /** Begins all runs. */
    Runs(List<Entry> entries) {
        for (Entry entry : entries) {
            without.put(entry, three.submit(() -> Trial.without(entry, jdkOfPage(entry))));
            for (Jdk jdk : jdks(entry)) {
                with.put(List.of(entry, jdk), three.submit(() -> Trial.with(entry, jdk)));
            }
            mended.put(entry, three.submit(() -> Trial.mended(entry, jdkOfMended(entries.indexOf(entry), entry))));
        }
    }

    /**
     * The JDKs to test a bug on, of those that are to be tested and have it: the one of the page, the newest, and one of the
     * others in turn. The first one with virtual threads is one of the others, provided that it is installed.
     */
    static Collection<Jdk> jdks(Entry entry) {
        List<Jdk> tested = new ArrayList<>(Jdks.toTest());
        tested.removeIf(jdk -> !entry.isOn(jdk.feature()));
        if (tested.isEmpty()) {
            return List.of(jdkOfPage(entry));
        }
        Set<Jdk> jdks = new LinkedHashSet<>(List.of(tested.remove(tested.size() - 1)));
        tested.stream().filter(jdk -> jdk.feature() == OF_PAGE).forEach(jdks::add);
        if (!tested.isEmpty()) {
            candidates(entry)
                    .filter(jdk -> jdk.feature() == VIRTUAL_THREADS && !tested.contains(jdk))
                    .findFirst()
                    .ifPresent(tested::add);
            jdks.add(tested.get(Math.floorMod(entry.name().hashCode(), tested.size())));
        }
        return jdks;
    }

    /** Whether a JDK is installed that has a bug. */
    static boolean canRun(Entry entry) {
        return candidates(entry).findAny().isPresent();
    }

    /** The JDK of the page, or the newest one that has the bug. */
    static Jdk jdkOfPage(Entry entry) {
        return candidates(entry)
                .filter(jdk -> jdk.feature() == OF_PAGE)
                .findFirst()
                .or(() -> candidates(entry).max(Comparator.comparing(Jdk::feature)))
                .orElseThrow();
    }

    private static Stream<Jdk> candidates(Entry entry) {
        return Stream.concat(Jdks.toTest().stream(), Jdks.all().stream()).filter(jdk -> entry.isOn(jdk.feature()));
    }

    /** The programs without the bug run on one JDK each. */
    private static Jdk jdkOfMended(int number, Entry entry) {
        List<Jdk> jdks = List.copyOf(jdks(entry));
        return jdks.get(number % jdks.size());
    }

    String with(Entry entry, Jdk jdk) throws InterruptedException {
        return result(with.get(List.of(entry, jdk)));
    }

    String without(Entry entry) throws InterruptedException {
        return result(without.get(entry));
    }

    String mended(Entry entry) throws InterruptedException {
        return result(mended.get(entry));
    }

    private static String result(@Nullable Future<String> run) throws InterruptedException {
        if (run == null) {
            throw new IllegalStateException("there is no such run");
        }
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Override
    public void close() {
        three.shutdownNow();
    }
}
