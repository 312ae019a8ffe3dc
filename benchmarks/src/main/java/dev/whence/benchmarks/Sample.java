package dev.whence.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The measured values of one quantity, one for each turn. */
public final class Sample {
    private final List<Double> values = new ArrayList<>();

    /** Adds the value of a turn. */
    public void add(double value) {
        values.add(value);
    }

    /** Returns whether there is no value. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the median. */
    public double median() {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns the greatest value. */
    public double greatest() {
        return Collections.max(values);
    }

    /**
     * Returns the ratios of these values to the values of the same turns in another sample, or no value if the other
     * sample has fewer or more turns.
     */
    public Sample over(Sample other) {
        Sample ratios = new Sample();
        for (int turn = 0; turn < values.size() && values.size() == other.values.size(); turn++) {
            ratios.add(values.get(turn) / other.values.get(turn));
        }
        return ratios;
    }

    /** Returns the median, with the minimum and the maximum in brackets. */
    @Override
    public String toString() {
        return isEmpty() ? "–" : text(median()) + " [" + text(Collections.min(values)) + "–" + text(greatest()) + "]";
    }

    /** Returns a number as text, with two decimals if it is less than 1, and one if it is less than 10. */
    public static String text(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.2f" : value < 10 ? "%.1f" : "%.0f", value);
    }
}
