package dev.whence.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured values of one thing. */
final class Sample {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double median() {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The ratios of these values to those that were measured in the same turns. */
    Sample over(Sample other) {
        Sample ratios = new Sample();
        for (int turn = 0; turn < values.size(); turn++) {
            ratios.add(values.get(turn) / other.values.get(turn));
        }
        return ratios;
    }

    /** The median, and the least and the greatest value in brackets. */
    @Override
    public String toString() {
        return isEmpty()
                ? "–"
                : text(median()) + " [" + text(Collections.min(values)) + "–" + text(Collections.max(values)) + "]";
    }

    /** A number with no more digits than it deserves. */
    static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
