package dev.whence.compat;

import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A comparison of two runs of a suite, without and with the agent.
 *
 * <p>Tests of concurrency sometimes fail without the agent. So, if a test fails in one of the two runs only, its class
 * runs again, {@value RERUNS} times without and {@value RERUNS} times with the agent. The test differs if it fails more
 * than once with the agent and never without. Otherwise it is unsteady.
 */
record Comparison(
        Suite suite, Jdk jdk, SuiteRun without, SuiteRun with, List<Unsteady> differing, List<Unsteady> unsteady) {
    static final int RERUNS = 5;

    /**
     * A test whose result was not always the same.
     *
     * @param without the number of failures without the agent
     * @param with the number of failures with the agent
     */
    record Unsteady(String id, int without, int with) {
        boolean differs() {
            return without == 0 && with > 1;
        }

        @Override
        public String toString() {
            String name = id.replaceFirst(".*[:.](\\w+)\\].*?\\[(?:test|method):(\\w+).*", "$1.$2");
            return name + " (" + without + " of " + (RERUNS + 1) + " without, " + with + " of " + (RERUNS + 1)
                    + " with)";
        }
    }

    static Comparison of(Suite suite, Jdk jdk, Path folder) throws IOException {
        SuiteRun without = SuiteRun.of(jdk, false, suite.packages(), create(folder.resolve("without")));
        SuiteRun with = SuiteRun.of(jdk, true, suite.packages(), create(folder.resolve("with")));
        List<Unsteady> differing = new ArrayList<>(rerun(jdk, without, with, folder));
        List<Unsteady> unsteady = new ArrayList<>(differing);
        differing.removeIf(test -> !test.differs());
        unsteady.removeAll(differing);
        return new Comparison(suite, jdk, without, with, differing, unsteady);
    }

    private static List<Unsteady> rerun(Jdk jdk, SuiteRun without, SuiteRun with, Path folder) throws IOException {
        Set<String> ids = onOneSide(without.failed(), with.failed());
        List<SuiteRun> allWithout = new ArrayList<>(List.of(without));
        List<SuiteRun> allWith = new ArrayList<>(List.of(with));
        for (int i = 1; i <= RERUNS && !ids.isEmpty(); i++) {
            allWithout.add(SuiteRun.of(jdk, false, classes(ids), create(folder.resolve("without-" + i))));
            allWith.add(SuiteRun.of(jdk, true, classes(ids), create(folder.resolve("with-" + i))));
        }
        return ids.stream()
                .map(id -> new Unsteady(id, failures(id, allWithout), failures(id, allWith)))
                .toList();
    }

    private static Set<String> onOneSide(Set<String> some, Set<String> others) {
        Set<String> result = new TreeSet<>(some);
        result.addAll(others);
        result.removeIf(id -> some.contains(id) && others.contains(id));
        return result;
    }

    /** Returns the top-level classes of tests. In an id they follow the segment of the engine. */
    private static Set<String> classes(Collection<String> ids) {
        Set<String> classes = new TreeSet<>();
        for (String id : ids) {
            classes.add(id.replaceFirst("^([^/]*/[^/]*).*", "$1"));
        }
        return classes;
    }

    private static int failures(String id, List<SuiteRun> runs) {
        return (int) runs.stream().filter(run -> run.hasFailed(id)).count();
    }

    private static Path create(Path folder) throws IOException {
        return Files.createDirectories(folder);
    }
}
