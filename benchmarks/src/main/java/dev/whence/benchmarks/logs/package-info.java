/** Measures the throughput and the latency of logging to a file, for logback's appenders, Whence's and their peers. */
@NullMarked
package dev.whence.benchmarks.logs;

import org.jspecify.annotations.NullMarked;
