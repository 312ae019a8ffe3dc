/** Measures the cost of hops, of the start and of HTTP requests without an agent, with Whence, and with its peers. */
@NullMarked
package dev.whence.benchmarks;

import org.jspecify.annotations.NullMarked;
