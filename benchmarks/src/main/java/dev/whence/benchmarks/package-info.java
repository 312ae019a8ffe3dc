/** What a hop costs without an agent, with this one, and with its peers. */
@NullMarked
package dev.whence.benchmarks;

import org.jspecify.annotations.NullMarked;
