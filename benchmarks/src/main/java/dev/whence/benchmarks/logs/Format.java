package dev.whence.benchmarks.logs;

import java.util.Locale;

/** The formats of the lines. */
enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
