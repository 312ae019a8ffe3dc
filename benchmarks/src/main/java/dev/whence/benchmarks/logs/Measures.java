package dev.whence.benchmarks.logs;

import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiConsumer;

/** The measured quantities of one turn. The measured JVM sends them as one line of text. */
final class Measures {
    private final Map<Quantity, Double> values = new EnumMap<>(Quantity.class);

    static Measures parse(String line) {
        Measures measures = new Measures();
        for (String entry : line.split(" ", -1)) {
            int equals = entry.indexOf('=');
            measures.put(Quantity.valueOf(entry.substring(0, equals)), Double.parseDouble(entry.substring(equals + 1)));
        }
        return measures;
    }

    Measures put(Quantity quantity, double value) {
        values.put(quantity, value);
        return this;
    }

    void forEach(BiConsumer<Quantity, Double> action) {
        values.forEach(action);
    }

    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(" ");
        values.forEach((quantity, value) -> line.add(quantity.name() + "=" + value));
        return line.toString();
    }
}
