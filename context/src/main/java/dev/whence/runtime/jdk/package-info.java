/**
 * The hooks of the JDK: futures, executors, threads, timers, queues, throwables and class loaders. Each type that the
 * agent weaves in its packages {@code jdk}, {@code executor} and {@code loader} calls a class of this one.
 */
@NullMarked
package dev.whence.runtime.jdk;

import org.jspecify.annotations.NullMarked;
