package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.Sample;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The measured quantities by load and entrant. */
final class Results {
    private static final Sample NOTHING = new Sample();

    private final Map<Load, Map<Entrant, Map<Quantity, Sample>>> samples = new LinkedHashMap<>();

    void add(Load load, Entrant entrant, Measures measures) {
        Map<Quantity, Sample> quantities = samples.computeIfAbsent(load, any -> new LinkedHashMap<>())
                .computeIfAbsent(entrant, any -> new EnumMap<>(Quantity.class));
        measures.forEach((quantity, value) ->
                quantities.computeIfAbsent(quantity, any -> new Sample()).add(value));
    }

    boolean has(Load load, Entrant entrant) {
        return samples.getOrDefault(load, Map.of()).containsKey(entrant);
    }

    /** Returns one value for each turn. */
    Sample get(Load load, Entrant entrant, Quantity quantity) {
        return samples.getOrDefault(load, Map.of())
                .getOrDefault(entrant, Map.of())
                .getOrDefault(quantity, NOTHING);
    }
}
