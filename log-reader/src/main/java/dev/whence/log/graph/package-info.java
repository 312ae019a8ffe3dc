/**
 * The events of a log as a graph: what happened before what.
 *
 * <p>{@link dev.whence.log.graph.CausalGraph} is built from records by {@link dev.whence.log.graph.GraphBuilder}.
 */
@NullMarked
package dev.whence.log.graph;

import org.jspecify.annotations.NullMarked;
