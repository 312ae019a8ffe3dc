/** A Flink job that puts the log lines of many services together, operation by operation. */
@NullMarked
package dev.whence.examples.flink;

import org.jspecify.annotations.NullMarked;
