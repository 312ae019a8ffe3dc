package dev.whence.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The measured values of one quantity, one for each turn. */
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

    /** Returns the ratios of these values to the values of the same turns in another sample. */
    Sample over(Sample other) {
        Sample ratios = new Sample();
        for (int turn = 0; turn < values.size(); turn++) {
            ratios.add(values.get(turn) / other.values.get(turn));
        }
        return ratios;
    }

    /** Returns the median, with the minimum and the maximum in brackets. */
    @Override
    public String toString() {
        return isEmpty()
                ? "–"
                : text(median()) + " [" + text(Collections.min(values)) + "–" + text(Collections.max(values)) + "]";
    }

    /** Returns a number as text, with one decimal if it is less than 10. */
    static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
