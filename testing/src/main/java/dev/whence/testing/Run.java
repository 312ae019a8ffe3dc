package dev.whence.testing;

import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.graph.Ordering;
import dev.whence.log.graph.Ordering.Answer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has happened in a test until some moment. The events are numbered as those of {@link #graph}. */
final class Run {
    final String test;
    final CausalGraph graph;

    /** Whether there were so many events that not all were kept. */
    final boolean isOverfull;

    private final List<Moment> moments;
    private final Set<String> marks;
    private final List<String> logged;

    /**
     * What the test itself has done, and not another one that runs at the same time. Something may come after the
     * beginning of this test that the other one has done: both wait for what JUnit makes once for all.
     */
    private final BitSet own = new BitSet();

    private final Ordering ordering;

    Run(
            String test,
            Moment begin,
            List<Moment> moments,
            Set<String> marks,
            List<String> logged,
            Set<String> others,
            boolean isOverfull) {
        this.test = test;
        this.moments = moments;
        this.marks = marks;
        this.logged = logged;
        this.isOverfull = isOverfull;
        this.graph = graph(moments);
        this.ordering = new Ordering(graph);
        int first = graph.find(begin.id());
        own.set(first);
        graph.effects(first)
                .filter(event -> !others.contains(moment(event).correlation()))
                .forEach(own::set);
        marks.forEach(id -> own.set(graph.find(id)));
    }

    private CausalGraph graph(List<Moment> some) {
        Set<String> known = new HashSet<>();
        some.forEach(moment -> known.add(moment.id()));
        GraphBuilder builder = GraphBuilder.withRecords();
        for (Moment moment : some) {
            builder.add(moment.record(builder.size() + 1, known));
        }
        return builder.build();
    }

    Moment moment(int event) {
        return moments.get(event);
    }

    /** Returns the events with a name: the marks, and the lines that contain it. */
    List<Integer> named(String name) {
        List<Integer> named = new ArrayList<>();
        own.stream().filter(event -> isNamed(moment(event), name)).forEach(named::add);
        return named;
    }

    private boolean isNamed(Moment moment, String name) {
        return marks.contains(moment.id())
                ? moment.text().equals(name)
                : !moment.isMark() && logged.contains(name) && moment.text().contains(name);
    }

    /** Returns the names of all marks, with how often there is one. */
    SortedMap<String, Integer> names() {
        SortedMap<String, Integer> names = new TreeMap<>();
        own.stream()
                .mapToObj(this::moment)
                .filter(moment -> marks.contains(moment.id()))
                .forEach(mark -> names.merge(mark.text(), 1, Integer::sum));
        return names;
    }

    Answer compare(int one, int other) {
        return ordering.compare(one, other);
    }

    /** Returns a graph of what the test itself has done. */
    CausalGraph own() {
        return graph(own.stream().mapToObj(this::moment).toList());
    }
}
