/**
 * The weaver: it splices calls of the runtime into methods of known classes.
 *
 * <p>{@link dev.whence.agent.weave.WovenType} and {@link dev.whence.agent.weave.Point} are the language in which the
 * packages {@code jdk}, {@code http}, {@code library}, {@code glue} and {@code otel} describe what is woven.
 * {@link dev.whence.agent.weave.Weaver} finds the types as their classes are loaded, {@code Weaving} chooses among the
 * alternatives, and {@code Splicer} changes the methods.
 */
@NullMarked
package dev.whence.agent.weave;

import org.jspecify.annotations.NullMarked;
