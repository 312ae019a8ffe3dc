/**
 * The hooks of the JDK: of its futures, executors, threads, timers, queues, throwables and class loaders. A hook is a
 * static method that woven code calls. The agent's packages {@code jdk}, {@code executor} and {@code loader} weave
 * these calls.
 *
 * <h2>Errors inside a hook</h2>
 *
 * <p>A hook must not throw into the code that called it. So each method that may fail has a {@code try} statement, and
 * reports any throwable to {@link dev.whence.runtime.HookSwitch#failed}. The third error within a minute switches the
 * hook off.
 *
 * <p>This {@code try} statement is repeated in each method on purpose. A common method would need the body of the hook
 * as a lambda, and hooks use neither lambdas nor {@code invokedynamic}. A common method would also add a stack frame to
 * each call of a hook, and that frame would cost time.
 *
 * <p>The packages {@code library}, {@code http}, {@code log} and {@code otel} do the same.
 */
@NullMarked
package dev.whence.runtime.jdk;

import org.jspecify.annotations.NullMarked;
