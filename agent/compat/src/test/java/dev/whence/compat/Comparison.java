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
 * A suite without and with the agent.
 *
 * <p>Tests of concurrency fail now and then on their own. So the class of a test that failed in one of the two runs only is
 * run again, {@value RERUNS} times without and as often with the agent: the test differs if it fails again, but only with
 * the agent; otherwise it is unsteady, and said to be.
 */
record Comparison(
        Suite suite, Jdk jdk, SuiteRun without, SuiteRun with, List<Unsteady> differing, List<Unsteady> unsteady) {
    static final int RERUNS = 5;

    /** A test that did not do the same every time, and how often it failed in how many runs of each kind. */
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

    /** Their top-level classes: the segment after the engine's. */
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
