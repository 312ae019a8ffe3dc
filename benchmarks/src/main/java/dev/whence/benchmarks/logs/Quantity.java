package dev.whence.benchmarks.logs;

/** What is measured in a turn. */
enum Quantity {
    THOUSANDS_PER_SECOND,
    CPU_NANOS,
    BYTES,
    LINE_BYTES,
    LOST,

    /** The duration of a logging call in microseconds. */
    CALL_P50,
    CALL_P99,
    CALL_P999,

    /** The time from when a call was due to its end, in microseconds. */
    DUE_P50,
    DUE_P99,
    DUE_P999
}
