/**
 * An operation as a tree on a terminal: a row for each event, in a causal order, and a lane for each task.
 *
 * <p>{@link dev.whence.log.tree.Story} has the events, {@link dev.whence.log.tree.Rows} puts them in order,
 * {@link dev.whence.log.tree.Lanes} draws the lines between them, and {@link dev.whence.log.tree.TreeText} prints them.
 */
@NullMarked
package dev.whence.log.tree;

import org.jspecify.annotations.NullMarked;
